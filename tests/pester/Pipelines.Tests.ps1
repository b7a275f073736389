Describe 'Users in pipelines' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        'carol', 'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -GeneratePassword } | Out-Null
        Register-FlowservUser dave -GeneratePassword -RequireActivation | Out-Null
    }

    It 'sorts users by any property' {
        (Get-FlowservUser | Sort-Object CreatedAt).Username | Should -Be 'carol', 'alice', 'bob'
        (Get-FlowservUser | Sort-Object Username -Descending).Username | Should -Be 'carol', 'bob', 'alice'
    }

    It 'stops after the first users that were asked for' {
        (Get-FlowservUser | Select-Object -First 2).Username | Should -Be 'alice', 'bob'
        (Get-FlowservUser -First 1 -Skip 1).Username | Should -Be 'bob'
    }

    It 'filters users by their properties' {
        (Get-FlowservUser -All | Where-Object Status -EQ Pending).Username | Should -Be 'dave'
        (Get-FlowservUser | Where-Object LastLoginAt -LT (Get-Date).AddDays(-90)).Username | Should -Be 'alice', 'bob', 'carol'
        Get-FlowservUser | Where-Object CreatedAt -LT (Get-Date).AddDays(-1) | Should -BeNullOrEmpty
    }

    It 'counts users by status' {
        $groups = Get-FlowservUser -All | Group-Object Status -AsHashTable -AsString
        $groups.Active.Count | Should -Be 3
        $groups.Pending.Count | Should -Be 1
        (Get-FlowservUser -All | Measure-Object).Count | Should -Be 4
    }

    It 'compares two listings' {
        $before = Get-FlowservUser
        $null = Register-FlowservUser zoe -GeneratePassword
        (Compare-Object $before (Get-FlowservUser) -Property Username).Username | Should -Be 'zoe'
    }

    It 'takes users from the pipeline by object, by name and by property' {
        (Get-FlowservUser -Status Pending | Enable-FlowservUser).Username | Should -Be 'dave'
        ('alice', 'bob' | Get-FlowservUser).Username | Should -Be 'alice', 'bob'
        ([pscustomobject]@{ Username = 'carol' } | Get-FlowservUser).Username | Should -Be 'carol'
    }

    It 'continues after a user who does not exist' {
        $found = 'alice', 'nobody', 'bob' | Get-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures
        $found.Username | Should -Be 'alice', 'bob'
        $failures.TargetObject | Should -Be 'nobody'
    }
}
