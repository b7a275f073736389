Describe 'Tab completion' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        'alice', 'albert', 'bob', "o'neil smith" | ForEach-Object { Register-FlowservUser $_ -GeneratePassword } | Out-Null

        function Complete([string] $text) {
            (TabExpansion2 $text -cursorColumn $text.Length).CompletionMatches.CompletionText
        }
    }

    It 'offers the commands' {
        Complete 'Register-Flow' | Should -Contain 'Register-FlowservUser'
    }

    It 'offers the parameters' {
        Complete 'Register-FlowservUser -Req' | Should -Be '-RequireActivation'
    }

    It 'offers the states of a user' {
        Complete 'Get-FlowservUser -Status ' | Should -Be 'Active', 'Disabled', 'Pending'
    }

    It 'offers the names of users' {
        Complete 'Get-FlowservUser al' | Should -Be 'albert', 'alice'
        Complete 'Disable-FlowservUser -Identity b' | Should -Be 'bob'
    }

    It 'puts a name in quotes where it needs them' {
        Complete 'Get-FlowservUser o' | Should -Be "'o''neil smith'"
    }

    It 'is silent about a database that does not exist' {
        $Error.Clear()
        Complete "Get-FlowservUser -Database '$(Join-Path $TestDrive 'missing.db')' -Identity a" | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'offers a time zone by the beginning of either identifier' {
        Complete 'Import-FlowservUser ./flowserv.db -TimeZone europe/ber' | Should -Contain 'Europe/Berlin'
        Complete "Import-FlowservUser ./flowserv.db -TimeZone 'W. Eur" | Should -Contain "'W. Europe Standard Time'"
    }

    It 'offers a time zone by words of its display name' {
        $id = [TimeZoneInfo]::GetSystemTimeZones().Where({ $_.DisplayName -match '\bTokyo\b' }, 'First').Id
        $expected = $id.Contains(' ') ? "'$id'" : $id

        Complete 'Import-FlowservUser ./flowserv.db -TimeZone Tok' | Should -Contain $expected
        Complete "Import-FlowservUser ./flowserv.db -TimeZone '(utc+09:0" | Should -Contain $expected
        Complete 'Import-FlowservUser ./flowserv.db -TimeZone okyo' | Should -BeNullOrEmpty
    }

    It 'offers whom a command can do something for' {
        $null = New-TestDatabase
        $null = Register-FlowservUser 'zoe', 'zara' -Password $goodPassword
        $null = Register-FlowservUser 'zac' -Password $goodPassword -RequireActivation
        (TabExpansion2 'Enable-FlowservUser z' 21).CompletionMatches.CompletionText | Should -Be 'zac'
        # A first lock lasts a second, which a busy machine may take to look; each further one lasts twice as long.
        for ($try = 0; $try -lt 500 -and -not $locked; $try++) {
            Connect-FlowservUser zoe -Password wrong -ErrorAction Ignore
            $locked = (TabExpansion2 'Unlock-FlowservUser z' 21).CompletionMatches.CompletionText
        }
        $locked | Should -Be 'zoe'
        (TabExpansion2 'Disable-FlowservUser z' 22).CompletionMatches.CompletionText | Should -Be 'zac', 'zara', 'zoe'
    }
}
