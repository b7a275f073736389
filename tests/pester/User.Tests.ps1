Describe 'Users' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $null = New-TestDatabase
        'alice', 'albert', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'shows which users a pattern would disable, and then disables them' {
        Get-FlowservUser al* | Disable-FlowservUser -WhatIf
        (Get-FlowservUser).Count | Should -Be 3
        (Get-FlowservUser al* | Disable-FlowservUser -PassThru).Username | Should -Be 'albert', 'alice'
        (Get-FlowservUser).Username | Should -Be 'bob'
        { Connect-FlowservUser -Username alice -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
    }

    It 'renames users from a CSV file' {
        "Username,NewUsername`nalice,alicia`nbob,robert" | ConvertFrom-Csv | Rename-FlowservUser
        (Get-FlowservUser).Username | Should -Be 'albert', 'alicia', 'robert'
        (Connect-FlowservUser -Username alicia -Password $goodPassword -NoCurrent).Username | Should -Be 'alicia'
    }

    It 'deletes users and keeps the audit trail' {
        Get-FlowservUser al* | Unregister-FlowservUser -Confirm:$false
        (Get-FlowservUser -All).Username | Should -Be 'bob'
        (Get-FlowservAuditEvent -Type UserUnregistered).Username | Should -Contain 'alice'
    }
}
