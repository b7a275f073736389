Describe 'Durations' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
    }

    It 'are a number and a unit: <text>' -ForEach @(
        @{ text = '90d'; days = 90 }, @{ text = '12h'; days = 0.5 }, @{ text = '36h'; days = 1.5 }, @{ text = '720m'; days = 0.5 }
        @{ text = '1w'; days = 7 }, @{ text = '1.5d'; days = 1.5 }, @{ text = '3600s'; days = 1 / 24 }, @{ text = ' 2 H '; days = 1 / 12 }
    ) {
        $session = Connect-FlowservUser alice -Password $goodPassword -Lifetime $text -NoCurrent
        ($session.ExpiresAt - $session.CreatedAt).TotalDays | Should -Be $days
    }

    It 'are a time span: <text>' -ForEach @(
        @{ text = '8:00'; hours = 8 }, @{ text = '8:30:00'; hours = 8.5 }, @{ text = '90.00:00'; hours = 2160 }, @{ text = '1.02:00:00'; hours = 26 }
        @{ text = [timespan]::FromHours(3); hours = 3 }
    ) {
        (Set-FlowservPolicy -SessionLifetime $text).SessionLifetime.TotalHours | Should -Be $hours
    }

    It 'are refused where PowerShell would not read them as they look: <_>' -ForEach '30', 30, '24:00:00', '36:00', '90 000', '5x', 'soon', '', '1,5h', 0.5 {
        $given = $_
        { Connect-FlowservUser alice -Password $goodPassword -Lifetime $given -NoCurrent -ErrorAction Stop } | Should -Throw
        { Set-FlowservPolicy -AuditRetention $given -ErrorAction Stop } | Should -Throw
        { Measure-FlowservPasswordCost -Target $given -ErrorAction Stop } | Should -Throw
    }

    It 'are read as typed, even where PowerShell takes them for numbers' {
        (Set-FlowservPolicy -SessionLifetime 90d).SessionLifetime.TotalDays | Should -Be 90
        (Set-FlowservPolicy -SessionLifetime 45s).SessionLifetime.TotalSeconds | Should -Be 45
        (Set-FlowservPolicy -SessionLifetime 12h).SessionLifetime.TotalHours | Should -Be 12
        (Set-FlowservPolicy -SessionIdleTimeout 30m).SessionIdleTimeout.TotalMinutes | Should -Be 30
    }

    It 'say what to write instead' {
        { Set-FlowservPolicy -SessionLifetime 24:00:00 } | Should -Throw '*24 days*90d*'
        { Set-FlowservPolicy -SessionLifetime 30 } | Should -Throw '*no unit*90d*'
    }

    It 'can be $null where that is allowed' {
        (Set-FlowservPolicy -SessionIdleTimeout 30m).SessionIdleTimeout.TotalMinutes | Should -Be 30
        (Set-FlowservPolicy -SessionIdleTimeout $null).SessionIdleTimeout | Should -BeNullOrEmpty
    }

    It 'are completed: <_>' -ForEach 'Connect-FlowservUser alice -Lifetime ', 'Set-FlowservPolicy -SessionLifetime ', 'Set-FlowservPolicy -AuditRetention ', 'Measure-FlowservPasswordCost -Target ' {
        $words = (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText
        $words | Should -Not -BeNullOrEmpty
        $words | Where-Object { $_ -notmatch '^\d+(ms|s|m|h|d)$' } | Should -BeNullOrEmpty
    }
}

Describe 'Reading the audit trail' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice, albert, bob, 'a*b' -Password $goodPassword
        $null = Rename-FlowservUser albert alfred
    }

    It 'accepts name patterns, as Get-FlowservUser does' {
        (Get-FlowservAuditEvent 'AL*' -Type UserRegistered).Username | Should -Be 'albert', 'alice'
        (Get-FlowservAuditEvent 'al*', bob -Type UserRegistered).Username | Should -Be 'albert', 'alice', 'bob'
        @(Get-FlowservAuditEvent 'al*' -First 1).Count | Should -Be 1
        Get-FlowservAuditEvent 'x*' | Should -BeNullOrEmpty
        (Get-FlowservAuditEvent 'a`*b').Username | Should -Be 'a*b'
        (Get-FlowservUser 'a`*b' | Get-FlowservAuditEvent).Username | Should -Be 'a*b'
    }

    It 'never takes an empty variable to mean every user: <_>' -ForEach 'Get-FlowservAuditEvent', 'Get-FlowservUser', 'Get-FlowservSession', 'Unlock-FlowservUser', 'Disable-FlowservUser' {
        { & $_ $undefined } | Should -Throw
        & $_ @($null) -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -Not -BeNullOrEmpty
    }
}

Describe 'Messages' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
    }

    It 'report one failure after the first failure' {
        $failure = { Connect-FlowservUser alice -Password wrong -ErrorAction Stop } | Should -Throw -PassThru
        "$failure" | Should -BeExactly "Cannot log in 'alice': the name or the password is wrong, or the user cannot log in now."
    }

    It 'mention the change when a password change fails, even for an unknown user' {
        foreach ($name in 'alice', 'nobody') {
            $failure = { Set-FlowservPassword $name -CurrentPassword wrong -NewPassword 'another good one' -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidCredentials,*' -PassThru
            "$failure" | Should -BeLike "The password of '$name' was not changed: *"
            "$failure" | Should -Not -BeLike '*log in ''*'
        }
    }

    It 'find nothing wrong with a backup that was just made' {
        $null = Set-FlowservPolicy -WorkFactor 10
        $null = Connect-FlowservUser alice -Password $goodPassword -NoCurrent
        $backup = Backup-FlowservDatabase (Join-Path $TestDrive 'backup.db')
        (Get-FlowservDatabase -Database $backup).Findings | Where-Object Severity -NE Information | Should -BeNullOrEmpty
    }

    It 'say that a generated password is only on the returned object' {
        Register-FlowservUser bob -GeneratePassword | Out-String | Should -BeLike '*only on this object; -AsPlainText shows it*'
    }
}
