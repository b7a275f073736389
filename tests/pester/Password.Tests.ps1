Describe 'Passwords' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
    }

    It 'are checked with all reasons at once' {
        $check = Test-FlowservPassword 'alice' -Username alice -Detailed
        $check.IsAcceptable | Should -BeFalse
        $check.Reasons | Should -Contain ([FlowservUsers.PasswordProblem]::TooShort)
        $check.Reasons | Should -Contain ([FlowservUsers.PasswordProblem]::ContainsUsername)
        Test-FlowservPassword $goodPassword -Username alice | Should -BeTrue
    }
}
