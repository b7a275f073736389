Describe 'Sessions' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $null = New-TestDatabase
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'lists all sessions, those of a user, and the current one, without keys' {
        $first = Connect-FlowservUser -Username alice -Password $goodPassword -Label nightly -NoCurrent
        $second = Connect-FlowservUser -Username alice -Password $goodPassword
        $third = Connect-FlowservUser -Username bob -Password $goodPassword -NoCurrent

        ((Get-FlowservSession).Id | Sort-Object) | Should -Be ($first.Id, $second.Id, $third.Id | Sort-Object)
        @(Get-FlowservSession alice).Count | Should -Be 2
        (Get-FlowservSession -Current).Id | Should -Be $second.Id
        (Get-FlowservSession | Where-Object Label -EQ nightly).Id | Should -Be $first.Id
        Get-FlowservSession | Where-Object ApiKey | Should -BeNullOrEmpty
    }

    It 'tests a key without an error for a bad one' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword
        Test-FlowservSession | Should -BeTrue
        Test-FlowservSession -ApiKey $session.ApiKey | Should -BeTrue
        Test-FlowservSession -ApiKey 'fsk_no-such-key' | Should -BeFalse
        $null = Disconnect-FlowservUser
        Test-FlowservSession | Should -BeFalse
    }

    It 'resumes a session by its key' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        (Connect-FlowservUser -ApiKey $session.ApiKey).Id | Should -Be $session.Id
        (Get-FlowservCurrentUser).Username | Should -Be 'alice'
    }

    It 'ends one session, or all of a user' {
        $kept = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $ended = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        Get-FlowservSession | Where-Object Id -EQ $ended.Id | Revoke-FlowservSession
        (Get-FlowservSession alice).Id | Should -Be $kept.Id
        Revoke-FlowservSession alice
        Get-FlowservSession | Should -BeNullOrEmpty
    }

    It 'logs out everywhere' {
        $null = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $null = Connect-FlowservUser -Username alice -Password $goodPassword
        (Disconnect-FlowservUser -Everywhere).Username | Should -Be 'alice'
        Get-FlowservSession | Should -BeNullOrEmpty
    }

    It 'ends the sessions of users who have not logged in for a long time' {
        $null = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        Get-FlowservUser | Where-Object LastLoginAt -LT (Get-Date).AddDays(-90) | Get-FlowservSession | Revoke-FlowservSession
        (Get-FlowservSession).Username | Should -Be 'alice'
        Get-FlowservUser | Where-Object LastLoginAt -LT (Get-Date).AddDays(1) | Get-FlowservSession | Revoke-FlowservSession
        Get-FlowservSession | Should -BeNullOrEmpty
    }

    It 'gives a session the lifetime that was asked for' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -Lifetime 2:00 -NoCurrent
        $session.ExpiresAt - $session.CreatedAt | Should -Be ([timespan]::FromHours(2))
    }

    It 'changes a password and ends the other sessions' {
        $other = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $null = Connect-FlowservUser -Username alice -Password $goodPassword
        Set-FlowservPassword -CurrentPassword $goodPassword -NewPassword 'another good one'
        Test-FlowservSession | Should -BeTrue
        Test-FlowservSession -ApiKey $other.ApiKey | Should -BeFalse
        (Connect-FlowservUser -Username alice -Password 'another good one' -NoCurrent).Username | Should -Be 'alice'
    }
}
