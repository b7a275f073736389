Describe 'Administration' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $database = New-TestDatabase
        'alice', 'albert', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'shows whom a pattern would disable, and then disables them' {
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

    It 'records who did what, newest first' {
        Connect-FlowservUser -Username alice -Password 'wrong' -ErrorAction SilentlyContinue
        $null = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        (Get-FlowservAuditEvent alice).Type | Should -Be 'LoginSucceeded', 'LoginFailed', 'UserRegistered'
        (Get-FlowservAuditEvent alice -First 1).Type | Should -Be 'LoginSucceeded'
        Get-FlowservAuditEvent -After (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        (Get-FlowservAuditEvent | Group-Object Type -AsHashTable -AsString).UserRegistered.Count | Should -Be 4
    }

    It 'describes the database, whose file nobody else can read' {
        $description = Get-FlowservDatabase
        $description.Location | Should -Be $database
        $description.Users | Should -Be 3
        $description.Findings | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        if (-not $IsWindows) {
            (Get-Item $database).UnixMode | Should -Be '-rw-------'
        }
    }

    It 'backs up to a database that can be used' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        Backup-FlowservDatabase $path | Should -BeOfType ([IO.FileInfo])
        { Backup-FlowservDatabase $path -ErrorAction Stop } | Should -Throw -ErrorId 'DestinationExists,*'
        (Backup-FlowservDatabase $path -Force).FullName | Should -Be $path
        (Get-FlowservUser -Database $path).Username | Should -Be 'albert', 'alice', 'bob'
    }

    It 'removes only what has expired' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        (Clear-FlowservExpiredItem).Sessions | Should -Be 0
        Test-FlowservSession -ApiKey $session.ApiKey | Should -BeTrue
        (Get-FlowservUser).Count | Should -Be 3
    }
}
