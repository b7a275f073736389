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
        Complete 'Enable-FlowservUser -Identity b' | Should -Be 'bob'
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
}
