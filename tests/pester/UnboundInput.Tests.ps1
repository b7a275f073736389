Describe 'Input that a command cannot use' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $other = New-TestDatabase
        $null = Register-FlowservUser bob -Password $goodPassword
        $chosen = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
    }

    BeforeEach {
        $backup = Join-Path $TestDrive "$(New-Guid).db"
    }

    It 'names the database to use, if it is a file' {
        (Get-Item $other | Get-FlowservDatabase).Location | Should -Be $other
        (Get-Item $other | Get-FlowservDatabase | Get-FlowservDatabase).Location | Should -Be $other
        ($other, $chosen | Get-FlowservDatabase).Location | Should -Be $other, $chosen
        (Get-FlowservDatabase $other).Location | Should -Be $other
        $null = Get-Item $other | Backup-FlowservDatabase $backup
        (Get-FlowservUser -Database $backup).Username | Should -Be 'bob'
        $null = Get-Item $other | Copy-FlowservDatabase -Destination "$backup.copy"
        (Get-FlowservUser -Database "$backup.copy").Username | Should -Be 'bob'
        Get-Item $other | Clear-FlowservExpiredItem -WhatIf 6>&1 | Out-Null
        (Get-Item $other | Clear-FlowservExpiredItem).Total | Should -Be 0
        (Get-Item $other | Get-FlowservPolicy).WorkFactor | Should -Be 4
    }

    It 'stops <_>, which does not fall back to another database' -ForEach @(
        'Backup-FlowservDatabase $backup', 'Copy-FlowservDatabase $backup', 'Clear-FlowservExpiredItem', 'Get-FlowservDatabase', 'Get-FlowservPolicy'
        'Set-FlowservPolicy -WorkFactor 5'
    ) {
        $command = [scriptblock]::Create("`$input | $_")
        [pscustomobject]@{ Something = 'else' } | & $command -ErrorAction SilentlyContinue -ErrorVariable failures 2>$null | Should -BeNullOrEmpty
        $backup | Should -Not -Exist
        @() | & $command | Should -BeNullOrEmpty
        $backup | Should -Not -Exist
        (Get-FlowservPolicy).WorkFactor | Should -Be 4
    }

    It 'is an error instead of a fallback to the current session, if a key was expected' {
        $null = Connect-FlowservUser -Username alice -Password $goodPassword
        foreach ($command in 'Get-FlowservCurrentUser', 'Disconnect-FlowservUser') {
            $failures = $null
            [pscustomobject]@{ Key = 'my secret key' }, 'my secret key', (Get-Item $other) | & $command -ErrorAction SilentlyContinue -ErrorVariable failures |
                Should -BeNullOrEmpty
            $failures.Count | Should -Be 3
            ($failures | Format-List * -Force | Out-String) | Should -Not -BeLike '*my secret key*'
        }
        [pscustomobject]@{ Key = 'x' } | Test-FlowservSession | Should -BeFalse
        Test-FlowservSession | Should -BeTrue
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        ($session, $session.ApiKey, @{ ApiKey = $session.ApiKey } | Get-FlowservCurrentUser).Username | Should -Be 'alice', 'alice', 'alice'
    }
}

Describe 'A database that changes under a command' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    It 'is reopened when its file was replaced between two items' {
        $database = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Backup-FlowservDatabase "$database.copy"
        foreach ($reopen in $true, $false) {
            & {
                'alice'
                Remove-Item "$database*" -Exclude *.copy
                Copy-Item "$database.copy" $database
                if ($reopen) { $null = Get-FlowservPolicy }
                'alice'
            } | Disable-FlowservUser -PassThru | ForEach-Object Username | Should -Be 'alice', 'alice'
            (Get-FlowservUser alice).Status | Should -Be 'Disabled'
        }
    }
}

Describe 'Passwords changed from rows' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = 'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword }
        $next = 'another good phrase'
    }

    It 'accepts users, sessions and rows' {
        Get-FlowservUser alice | Set-FlowservPassword -CurrentPassword $goodPassword -NewPassword $next
        [pscustomobject]@{ Username = 'ALICE'; CurrentPassword = $next; NewPassword = $goodPassword } | Set-FlowservPassword
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $session | Set-FlowservPassword -CurrentPassword $goodPassword -NewPassword $next
        Test-FlowservSession -ApiKey $session.ApiKey | Should -BeTrue
        Set-FlowservPassword alice -CurrentPassword $next -NewPassword $goodPassword
    }

    It 'logs in from rows, credentials and names, and reveals nothing from an incomplete row' {
        $credential = [pscredential]::new('alice', (ConvertTo-SecureString $goodPassword -AsPlainText))
        ($credential, [pscustomobject]@{ Name = 'bob'; Password = $goodPassword } | Connect-FlowservUser -NoCurrent -Label rows).Username | Should -Be 'alice', 'bob'
        ('alice', 'bob' | Connect-FlowservUser -Password $goodPassword -NoCurrent -Lifetime 1:00).Username | Should -Be 'alice', 'bob'
        "Username;Password`nalice;geheim eins" | ConvertFrom-Csv | Connect-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures
        "Username,Passwort`nalice,geheim zwei" | ConvertFrom-Csv | Connect-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable +failures
        $failures.FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'InvalidInput,*' }
        $failures.Count | Should -Be 2
        ($failures | Format-List * -Force | Out-String -Width 500) | Should -Not -BeLike '*geheim*'
    }

    It 'says what is missing from a row, and reveals nothing from it' {
        "Username,CurrentPasswort,NewPassword`nalice,geheim eins,geheim zwei" | ConvertFrom-Csv |
            Set-FlowservPassword -ErrorAction SilentlyContinue -ErrorVariable failures
        "Username;CurrentPassword;NewPassword`nalice;geheim eins;geheim zwei" | ConvertFrom-Csv |
            Set-FlowservPassword -ErrorAction SilentlyContinue -ErrorVariable +failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        $failures[0].TargetObject | Should -Be 'alice'
        $failures[1].FullyQualifiedErrorId | Should -BeLike 'UnknownUser,*'
        ($failures | Format-List * -Force | Out-String -Width 500) | Should -Not -BeLike '*geheim*'
        (Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }
}
