Describe 'The policy' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $database = New-TestDatabase
    }

    It 'changes the settings that are given and leaves the others' {
        $before = Get-FlowservPolicy
        $null = Set-FlowservPolicy -MinimumPasswordLength 12 -SessionLifetime 8:00
        $after = Get-FlowservPolicy
        $after.MinimumPasswordLength | Should -Be 12
        $after.SessionLifetime | Should -Be ([timespan]::FromHours(8))
        $after.LockoutThreshold | Should -Be $before.LockoutThreshold
    }

    It 'applies to the next registration, in every process' {
        $null = Set-FlowservPolicy -MinimumPasswordLength 30
        { Register-FlowservUser alice -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordRejected,*'
        $result = Invoke-UnattendedPowerShell "Register-FlowservUser bob -Password '$goodPassword' -Database '$database'"
        $result.Output | Should -BeLike '*30*'
    }

    It 'refuses a setting out of range and changes nothing' {
        { Set-FlowservPolicy -WorkFactor 99 -MinimumPasswordLength 20 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPolicy,*'
        (Get-FlowservPolicy).MinimumPasswordLength | Should -Be 8
    }

    It 'warns of a work factor that is too small' {
        $null = Set-FlowservPolicy -WorkFactor 5 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*5*'
    }

    It 'locks a name after too many failures, until it is unlocked' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Set-FlowservPolicy -LockoutThreshold 3
        1..3 | ForEach-Object { Connect-FlowservUser -Username alice -Password 'wrong' -ErrorAction SilentlyContinue }
        (Get-FlowservUser -Locked).Username | Should -Be 'alice'
        (Get-FlowservUser -Locked | Unlock-FlowservUser -PassThru).LockedUntil | Should -BeNullOrEmpty
        (Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }
}
