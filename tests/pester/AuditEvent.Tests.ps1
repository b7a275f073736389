Describe 'Audit events' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $null = New-TestDatabase
        'alice', 'albert', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'records who did what, newest first' {
        Connect-FlowservUser -Username alice -Password 'wrong' -ErrorAction SilentlyContinue
        $null = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        (Get-FlowservAuditEvent alice).Type | Should -Be 'LoginSucceeded', 'LoginFailed', 'UserRegistered'
        (Get-FlowservAuditEvent alice -First 1).Type | Should -Be 'LoginSucceeded'
        Get-FlowservAuditEvent -After (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        (Get-FlowservAuditEvent | Group-Object Type -AsHashTable -AsString).UserRegistered.Count | Should -Be 4
    }
}
