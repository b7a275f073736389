BeforeAll {
    . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    Import-Module $moduleFolder
}

Describe 'Initialize-FlowservDatabase' {
    It 'creates a file with the tables, and describes it' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        $made = Initialize-FlowservDatabase -Database $path -Confirm:$false
        $made.Location | Should -Be $path
        $made.Users | Should -Be 0
        Get-FlowservUser -Database $path | Should -BeNullOrEmpty
    }

    It 'fills an empty file' {
        $path = (New-Item (Join-Path $TestDrive "$(New-Guid).db")).FullName
        (Initialize-FlowservDatabase -Database $path -Confirm:$false).SchemaVersion | Should -BeGreaterThan 0
    }

    It 'changes nothing with -WhatIf' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        Initialize-FlowservDatabase -Database $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'prints the script for a server without connecting to it' {
        $script = Initialize-FlowservDatabase -Database 'postgresql://u:s3cr3t@127.0.0.1:1/none' -AsScript
        $script | Should -BeLike '*CREATE TABLE IF NOT EXISTS users*GRANT*flowserv_report*COMMIT;*'
        $script | Should -Not -BeLike '*s3cr3t*'
    }

    It 'says that a file needs no script' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        { Initialize-FlowservDatabase -Database $path -AsScript } | Should -Throw -ErrorId 'DatabaseUnavailable,*'
        $path | Should -Not -Exist
    }
}
