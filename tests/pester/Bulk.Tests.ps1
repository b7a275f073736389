Describe 'Bulk registration' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $rows = 1..200 | ForEach-Object { [pscustomobject]@{ Username = 'user-{0:d3}' -f $_; Password = $goodPassword } }
    }

    BeforeEach {
        $null = New-TestDatabase
    }

    It 'keeps the order of the input' {
        ($rows | Register-FlowservUser -Parallel).Username | Should -Be $rows.Username
        (Get-FlowservUser | Measure-Object).Count | Should -Be 200
    }

    It 'reports each bad row by its name and registers the rest' {
        $mixed = $rows[0..2] + $rows[1] + [pscustomobject]@{ Username = 'weak'; Password = 'password' } + $rows[3]
        $users = $mixed | Register-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures
        $users.Username | Should -Be $rows[0..3].Username
        $failures.TargetObject | Should -Be $rows[1].Username, 'weak'
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'DuplicateUser,*'
        $failures[1].FullyQualifiedErrorId | Should -BeLike 'PasswordRejected,*'
        $failures[1].Exception.Reasons | Should -Contain ([FlowservUsers.PasswordProblem]::TooCommon)
    }

    It 'keeps the users that a stopped pipeline has written' {
        $shown = $rows | Register-FlowservUser -Parallel -ThrottleLimit 2 | Select-Object -First 10
        $shown.Username | Should -Be $rows[0..9].Username
        ($shown | Get-FlowservUser).Username | Should -Be $shown.Username
    }

    It 'registers nobody with -WhatIf' {
        $rows[0..4] | Register-FlowservUser -WhatIf
        Get-FlowservUser -All | Should -BeNullOrEmpty
    }

    It 'generates a password for each row of a list of names' {
        $rows[0..2] | Select-Object Username | Register-FlowservUser -GeneratePassword -AsPlainText |
            ForEach-Object { Connect-FlowservUser -Username $_.Username -Password $_.Password -NoCurrent } |
            ForEach-Object Username | Should -Be $rows[0..2].Username
    }
}
