Describe 'Passwords' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
    }

    It 'says what speaks against a password, all at once' {
        $check = Test-FlowservPassword 'alice' -Username alice -Detailed
        $check.IsAcceptable | Should -BeFalse
        $check.Reasons | Should -Contain ([FlowservUsers.PasswordProblem]::TooShort)
        $check.Reasons | Should -Contain ([FlowservUsers.PasswordProblem]::ContainsUsername)
        Test-FlowservPassword $goodPassword -Username alice | Should -BeTrue
    }
}
