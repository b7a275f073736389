Describe 'Expired items' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $null = New-TestDatabase
        'alice', 'albert', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'removes only what has expired' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        (Clear-FlowservExpiredItem).Sessions | Should -Be 0
        Test-FlowservSession -ApiKey $session.ApiKey | Should -BeTrue
        (Get-FlowservUser).Count | Should -Be 3
    }
}
