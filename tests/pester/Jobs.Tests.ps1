# What administrators do, in the lines that they type: a line here that has to become longer has become worse.

Describe 'Tasks of an administrator' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $database = New-TestDatabase
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'registers 500 people from a file with errors, and corrects the rejected rows' {
        $people = 1..500 | ForEach-Object { [pscustomobject]@{ Username = "person$_"; Password = "a good password $_"; Mail = "person$_@example.org" } }
        $people[6].Password = 'short'
        $people[99].Username = 'PERSON1'
        $people[250].Username = ''
        $people[499].Password = ''
        $people | Export-Csv new.csv

        Import-Csv new.csv | Register-FlowservUser -WhatIf -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults.Exception.Row | Should -Be 7, 100, 251, 500
        Get-FlowservUser | Should -BeNullOrEmpty

        Import-Csv new.csv | Register-FlowservUser -Parallel -ErrorAction SilentlyContinue -ErrorVariable rejected | Export-Csv done.csv
        $rejected.Exception.Row | Sort-Object | Should -Be 7, 100, 251, 500
        @(Import-Csv done.csv).Count | Should -Be 496

        $rows = Import-Csv new.csv
        $rejected.Exception.Row | ForEach-Object { $rows[$_ - 1] } | Export-Csv rejected.csv
        $corrected = Import-Csv rejected.csv
        $corrected | ForEach-Object { $_.Username = $_.Mail.Split('@')[0]; $_.Password = 'a much better password' }
        $corrected | Export-Csv rejected.csv

        (Import-Csv rejected.csv | Register-FlowservUser).Username | Sort-Object | Should -Be 'person100', 'person251', 'person500', 'person7'
        @(Get-FlowservUser).Count | Should -Be 500
        Import-Csv new.csv | Register-FlowservUser -SkipExisting -ErrorAction SilentlyContinue -ErrorVariable left | Should -BeNullOrEmpty
        $left.Exception.Row | Should -Be 251
    }

    It 'matches generated passwords to mail addresses' {
        1..5 | ForEach-Object { [pscustomobject]@{ Username = "person$_"; Mail = "mail$_@example.org" } } | Export-Csv people.csv

        Import-Csv people.csv -PipelineVariable row | Register-FlowservUser -GeneratePassword -AsPlainText |
            ForEach-Object { [pscustomobject]@{ Mail = $row.Mail; Username = $_.Username; Password = $_.Password } } | Export-Csv letters.csv

        foreach ($letter in Import-Csv letters.csv) {
            $letter.Mail | Should -Be $letter.Username.Replace('person', 'mail').Insert(5, '@example.org')
            (Connect-FlowservUser $letter.Username -Password $letter.Password -NoCurrent).Username | Should -Be $letter.Username
        }
    }

    It 'finds and disables users who have not logged in for a long time' {
        $null = Register-FlowservUser stale, fresh -Password $goodPassword
        $null = Connect-FlowservUser fresh -Password $goodPassword -NoCurrent
        $null = Connect-FlowservUser stale -Password $goodPassword -NoCurrent
        Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } | Should -BeNullOrEmpty

        # 90 days from now.
        $later = (Get-FlowservUser stale).LastLoginAt
        $null = Connect-FlowservUser fresh -Password $goodPassword -NoCurrent
        Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -le $later } | Disable-FlowservUser -WhatIf
        (Get-FlowservUser).Username | Should -Be 'fresh', 'stale'
        Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -le $later } | Disable-FlowservUser
        (Get-FlowservUser -Status Disabled).Username | Should -Be 'stale'
        (Get-FlowservUser).Username | Should -Be 'fresh'
    }

    It 'sets a new password for a user who has forgotten it' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $user = Reset-FlowservPassword alice -GeneratePassword -AsPlainText
        (Connect-FlowservUser alice -Password $user.Password -NoCurrent).Username | Should -Be 'alice'
        $user | Out-String | Should -BeLike "*$($user.Password)*"
    }

    It 'shows the failed logins of the last hour' {
        $null = Register-FlowservUser alice, bob -Password $goodPassword
        1..6 | ForEach-Object { Connect-FlowservUser alice -Password wrong -ErrorAction Ignore }
        Connect-FlowservUser bob -Password wrong -ErrorAction Ignore

        $counts = Get-FlowservAuditEvent -Type LoginFailed -After (Get-Date).AddHours(-1) | Group-Object Username | Sort-Object Count -Descending
        $counts | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'alice 6', 'bob 1'
        (Get-FlowservAuditEvent alice -Type LoginFailed).Detail | Should -Contain 'wrong password'
        (Get-FlowservAuditEvent -Type UserLocked -After (Get-Date).AddHours(-1) | Unlock-FlowservUser -PassThru).Locked | Should -BeFalse
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }

    It 'runs every night: a backup, a check of the database, and the removal of expired items' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Set-FlowservPolicy -WorkFactor 10
        $null = Connect-FlowservUser alice -Password $goodPassword -NoCurrent -Lifetime 1s

        $file = Backup-FlowservDatabase "./users-$((Get-Date).DayOfWeek).db" -Force
        $file.Length | Should -BeGreaterThan 0
        (Get-FlowservDatabase).Findings.Severity | Should -Not -Contain 'Error'
        (Clear-FlowservExpiredItem).AuditEvents | Should -Be 0
        ($file | Get-FlowservDatabase).Users | Should -Be 1
    }

    It 'puts yesterday''s backup back' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Backup-FlowservDatabase ./yesterday.db
        Unregister-FlowservUser alice -Confirm:$false
        $null = Register-FlowservUser mallory -Password $goodPassword

        Restore-FlowservDatabase ./yesterday.db -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice'
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }
}
