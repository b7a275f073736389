# A backup that is put back: by whom it is seen, what is kept, what is refused.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    $savedFile = $env:FLOWSERV_KEY_FILE
}

AfterAll { $env:FLOWSERV_KEY_FILE = $savedFile }

Describe 'Restore-FlowservDatabase' {
    BeforeEach {
        $env:FLOWSERV_KEY_FILE = $null
        $database = New-TestDatabase
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
        $backup = Join-Path $folder backup.db
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Backup-FlowservDatabase $backup
        $null = Register-FlowservUser bob -Password $goodPassword
    }

    It 'puts the backup in place and gives the file with what was there' {
        $kept = Restore-FlowservDatabase $backup -Confirm:$false

        (Get-FlowservUser).Username | Should -Be 'alice'
        $kept | Should -BeOfType ([IO.FileInfo])
        $kept.Name | Should -BeLike "$([IO.Path]::GetFileNameWithoutExtension($database)).before-restore-*.db"
        $kept.DirectoryName | Should -Be (Split-Path $database)
        if (-not $IsWindows) { $kept.UnixMode | Should -Be '-rw-------' }
        (Get-FlowservUser -Database $kept).Username | Should -Be 'alice', 'bob'
        (Get-FlowservDatabase).Findings.Severity | Should -Not -Contain 'Error'
        (Get-FlowservAuditEvent -Type DatabaseRestored).Detail | Should -Be 'backup.db'
    }

    It 'keeps nothing with -Force' {
        Restore-FlowservDatabase $backup -Force -Confirm:$false | Should -BeNullOrEmpty
        (Get-FlowservUser).Username | Should -Be 'alice'
        Get-ChildItem (Split-Path $database) -Filter "$([IO.Path]::GetFileNameWithoutExtension($database)).before-restore-*" | Should -BeNullOrEmpty
    }

    It 'is undone by what it gave' {
        Restore-FlowservDatabase $backup -Confirm:$false | Restore-FlowservDatabase -Force -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice', 'bob'
    }

    It 'asks unless it is told not to' {
        (Get-Command Restore-FlowservDatabase).ImplementingType.GetCustomAttributes($true).ConfirmImpact | Should -Contain 'High'
        $result = Invoke-UnattendedPowerShell "Import-Module '$moduleFolder'; Restore-FlowservDatabase '$backup' -Database '$database'"
        $result.ExitCode | Should -Not -Be 0
        (Get-FlowservUser).Username | Should -Be 'alice', 'bob'
    }

    It 'changes nothing with -WhatIf, and refuses what it would refuse' {
        Restore-FlowservDatabase $backup -WhatIf 6>&1 | Out-Null
        (Get-FlowservUser).Username | Should -Be 'alice', 'bob'
        $missing = Join-Path $folder new.db
        Restore-FlowservDatabase $backup $missing -WhatIf 6>&1 | Out-Null
        $missing | Should -Not -Exist
        Invoke-Sql $backup 'PRAGMA user_version = 99'
        { Restore-FlowservDatabase $backup -WhatIf } | Should -Throw -ErrorId 'DatabaseVersionNotSupported,*'
    }

    It 'takes a file that is piped in for the backup, whatever names it' {
        Get-Item $backup | Restore-FlowservDatabase -Force -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice'
        $null = Register-FlowservUser carol -Password $goodPassword
        $backup | Restore-FlowservDatabase -Force -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice'
        $null = Register-FlowservUser carol -Password $goodPassword
        Get-FlowservDatabase $backup | Restore-FlowservDatabase -Database $database -Force -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice'
        $null = Register-FlowservUser carol -Password $goodPassword
        Restore-FlowservDatabase -Path $backup -Force -Confirm:$false
        (Get-FlowservUser).Username | Should -Be 'alice'
        [pscustomobject]@{ Something = 'else' } | Restore-FlowservDatabase -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -Not -BeNullOrEmpty
        @() | Restore-FlowservDatabase -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'takes no two backups at once' {
        $other = Join-Path $folder other.db
        $null = Backup-FlowservDatabase $other
        { Get-ChildItem $folder | Restore-FlowservDatabase -Confirm:$false } | Should -Throw -ErrorId 'InvalidInput,*'
        (Get-FlowservUser).Username | Should -Be 'alice', 'bob'
    }

    It 'creates a database that is missing' {
        $missing = Join-Path $folder new.db
        Restore-FlowservDatabase $backup $missing -Confirm:$false | Should -BeNullOrEmpty
        (Get-FlowservUser -Database $missing).Username | Should -Be 'alice'
        if (-not $IsWindows) { (Get-Item $missing).UnixMode | Should -Be '-rw-------' }
    }

    It 'is seen by this session when another process restores, with the sessions of the backup' {
        $lost = Connect-FlowservUser bob -Password $goodPassword
        $result = Invoke-UnattendedPowerShell "Import-Module '$moduleFolder'; Restore-FlowservDatabase '$backup' -Database '$database' -Force -Confirm:`$false"
        $result.Output | Should -BeNullOrEmpty
        (Get-FlowservUser).Username | Should -Be 'alice'
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
        $lost | Test-FlowservSession | Should -BeFalse
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
        (Register-FlowservUser carol -Password $goodPassword).Username | Should -Be 'carol'
        (Get-FlowservUser).Username | Should -Be 'alice', 'carol'
    }

    It 'is seen in the middle of a pipeline' {
        'c1', 'c2', 'c3' | Register-FlowservUser -Password $goodPassword | ForEach-Object {
            if ($_.Username -eq 'c2') { Restore-FlowservDatabase $backup -Force -Confirm:$false }
        }
        (Get-FlowservUser).Username | Should -Be 'alice', 'c3'
    }

    It 'finds the key of a backup that has it outside, and warns where it is not found' {
        $keyFile = Join-Path (New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))) users.key
        $env:FLOWSERV_KEY_FILE = $keyFile
        $null = Move-FlowservHashingKey $keyFile
        $outside = Join-Path $folder outside.db
        $null = Backup-FlowservDatabase $outside
        $null = Move-FlowservHashingKey -ToDatabase
        Unregister-FlowservUser alice -Confirm:$false

        Restore-FlowservDatabase $outside -Force -Confirm:$false -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        (Get-FlowservHashingKey).File | Should -Be $keyFile
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'

        Move-Item $keyFile "$keyFile.away"
        $id = (Get-FlowservHashingKey).Id
        $result = Invoke-UnattendedPowerShell "Import-Module '$moduleFolder'; Restore-FlowservDatabase '$outside' '$(Join-Path $folder new.db)' -Confirm:`$false"
        $result.Output | Should -BeLike "*$id*"
        (Get-FlowservUser -Database (Join-Path $folder new.db)).Username | Should -Be 'alice', 'bob'
    }

    It 'refuses <name> and changes nothing' -ForEach @(
        @{ name = 'a missing backup'; id = 'DatabaseNotFound'; make = { } }
        @{ name = 'an empty file'; id = 'DatabaseNotFound'; make = { $null = New-Item $path } }
        @{ name = 'a text'; id = 'NotAFlowservDatabase'; make = { Set-Content $path ('text' * 100) } }
        @{ name = 'a folder'; id = 'NotAFlowservDatabase'; make = { $null = New-Item -ItemType Directory $path } }
        @{ name = 'a database of another program'; id = 'NotAFlowservDatabase'; make = { Invoke-Sql $path 'CREATE TABLE tasks (name TEXT)' } }
        @{ name = 'a damaged backup'; id = 'DatabaseCorrupt'; make = {
                $bytes = [IO.File]::ReadAllBytes($backup)
                [Array]::Fill($bytes, [byte] 120, 4096 * 3, $bytes.Length - 4096 * 3)
                [IO.File]::WriteAllBytes($path, $bytes)
            }
        }
        @{ name = 'the database itself'; id = 'InvalidDestination'; make = { $null = New-Item -ItemType SymbolicLink $path -Target $database } }
    ) {
        $path = Join-Path $folder refused.db
        & $make
        try { Restore-FlowservDatabase $path -Confirm:$false -ErrorAction Stop; $failure = 'none' } catch { $failure = $_.FullyQualifiedErrorId.Split(',')[0] }
        $failure | Should -Be $id
        (Get-FlowservUser).Username | Should -Be 'alice', 'bob'
    }

    It 'says what to use where the database is on a server' {
        Restore-FlowservDatabase $backup postgresql://app:s3cret@db.example.org/users -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidDestination,*'
        "$failures" | Should -BeLike '*Copy-FlowservDatabase*'
        "$failures" | Should -Not -BeLike '*s3cret*'
    }
}
