Describe 'The database' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $database = New-TestDatabase
        'alice', 'albert', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
    }

    It 'is described, and its file can be read only by its owner' {
        $description = Get-FlowservDatabase
        $description.Location | Should -Be $database
        $description.Users | Should -Be 3
        $description.Findings | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        if (-not $IsWindows) {
            (Get-Item $database).UnixMode | Should -Be '-rw-------'
        }
    }

    It 'can be backed up to a usable database' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        Backup-FlowservDatabase $path | Should -BeOfType ([IO.FileInfo])
        { Backup-FlowservDatabase $path -ErrorAction Stop } | Should -Throw -ErrorId 'DestinationExists,*'
        (Backup-FlowservDatabase $path -Force).FullName | Should -Be $path
        (Get-FlowservUser -Database $path).Username | Should -Be 'albert', 'alice', 'bob'
    }
}
