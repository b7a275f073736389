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
}
