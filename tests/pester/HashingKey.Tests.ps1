# The hashing key outside the database: moved, replaced, removed, missing.

BeforeAll {
    . $PSScriptRoot/TestDatabase.ps1
    $savedFile = $env:FLOWSERV_KEY_FILE
    function ErrorIdOf([scriptblock] $Command) {
        try { & $Command } catch { $_.FullyQualifiedErrorId.Split(',')[0]; return }
        'none'
    }
}

AfterAll { $env:FLOWSERV_KEY_FILE = $savedFile }

Describe 'Hashing keys' {
    BeforeEach {
        $env:FLOWSERV_KEY_FILE = $null
        $database = New-TestDatabase
        $keyFolder = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
        $keyFile = Join-Path $keyFolder users.key
        $null = Register-FlowservUser alice -Password $goodPassword
    }

    It 'need no setup: a key is in the database' {
        $key = Get-FlowservHashingKey
        $key.IsCurrent, $key.IsInDatabase, $key.Users | Should -Be $true, $true, 1
        (Get-FlowservDatabase).Findings.Code | Should -Not -Contain 'MissingHashingKey'
    }

    It 'moves the key to a file that only its owner can read, and back' {
        $env:FLOWSERV_KEY_FILE = $keyFile
        $moved = Move-FlowservHashingKey $keyFile
        $moved.IsInDatabase, $moved.File | Should -Be $false, $keyFile
        if (-not $IsWindows) { (Get-Item $keyFile).UnixMode | Should -Be '-rw-------' }
        (Connect-FlowservUser alice -Password $goodPassword).Username | Should -Be alice

        Move-FlowservHashingKey -ToDatabase | Select-Object -ExpandProperty IsInDatabase | Should -BeTrue
        Remove-Item $keyFile
        (Connect-FlowservUser alice -Password $goodPassword).Username | Should -Be alice
    }

    It 'changes nothing with -WhatIf' {
        Move-FlowservHashingKey $keyFile -WhatIf
        New-FlowservHashingKey -WhatIf
        New-FlowservHashingKey $keyFile -PrepareOnly -WhatIf
        Test-Path $keyFile | Should -BeFalse
        @(Get-FlowservHashingKey).IsInDatabase | Should -BeTrue
    }

    It 'ends the pipeline with KeyNotFound where passwords are checked or set, and does everything else' {
        $session = Connect-FlowservUser alice -Password $goodPassword
        $env:FLOWSERV_KEY_FILE = $keyFile
        $null = Move-FlowservHashingKey $keyFile
        Move-Item $keyFile "$keyFile.away"
        # Another process, which has not seen the key.
        $result = Invoke-UnattendedPowerShell @'
            function Try-It([scriptblock] $Command) { try { $null = & $Command; 'done' } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
            $p = 'correct horse battery'
            (Try-It { Connect-FlowservUser alice -Password $p -ErrorAction Continue }),
            (Try-It { Connect-FlowservUser nobody -Password $p -ErrorAction Continue }),
            (Try-It { Register-FlowservUser bob -Password $p -ErrorAction Continue }),
            (Try-It { Set-FlowservPassword alice -CurrentPassword $p -NewPassword 'another good password' -ErrorAction Continue }),
            (Try-It { Get-FlowservUser }), (Try-It { Request-FlowservPasswordReset alice }), (Try-It { Get-FlowservSession }) -join ' '
'@
        $result.Output.Trim() | Should -Be 'KeyNotFound KeyNotFound KeyNotFound KeyNotFound done done done'
        (Get-FlowservUser alice).FailedLogins | Should -Be 0
        Get-FlowservCurrentUser -ApiKey $session.ApiKey | Select-Object -ExpandProperty Username | Should -Be alice

        $found = Get-FlowservDatabase
        $missing = $found.Findings | Where-Object Code -EQ MissingHashingKey
        $missing.Severity, $found.HashingKeys[0].KeptIn | Should -Be 'Error', 'not found'
        $missing.Message | Should -BeLike "*$keyFile*no such file*"
    }

    It 'starts using a new key, counts the users who need the old one, and removes it' {
        $env:FLOWSERV_KEY_FILE = $keyFile
        $null = Move-FlowservHashingKey $keyFile
        $new = New-FlowservHashingKey
        $new.IsCurrent, $new.File | Should -Be $true, $keyFile
        $old = Get-FlowservHashingKey | Where-Object -Not IsCurrent
        $old.Users | Should -Be 1
        (Get-FlowservDatabase).Findings.Message | Should -Contain "1 user has a hash made with the earlier hashing key $($old.Id). Each user's next login replaces it."
        ErrorIdOf { $old | Remove-FlowservHashingKey -Confirm:$false -ErrorAction Stop } | Should -Be KeyInUse

        $null = Connect-FlowservUser alice -Password $goodPassword
        Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent -and $_.Users -eq 0 } | Remove-FlowservHashingKey -Confirm:$false | Should -BeNullOrEmpty
        (Get-FlowservHashingKey).Id | Should -Be $new.Id
        ErrorIdOf { Remove-FlowservHashingKey $new.Id -Force -Confirm:$false -ErrorAction Stop } | Should -Be KeyInUse
        ErrorIdOf { Remove-FlowservHashingKey $old.Id -Confirm:$false -ErrorAction Stop } | Should -Be UnknownKey
    }

    It 'returns the users who need a reset when a key is removed with -Force' {
        $null = New-FlowservHashingKey
        $old = Get-FlowservHashingKey | Where-Object -Not IsCurrent
        $old | Remove-FlowservHashingKey -Force -WhatIf
        $request = $old | Remove-FlowservHashingKey -Force -Confirm:$false | Request-FlowservPasswordReset
        $request.Username | Should -Be alice
        ErrorIdOf { Connect-FlowservUser alice -Password $goodPassword -ErrorAction Stop } | Should -Be InvalidCredentials
        $null = $request | Reset-FlowservPassword -Password 'another good password' -Confirm:$false
        (Connect-FlowservUser alice -Password 'another good password').Username | Should -Be alice
    }

    It 'creates a key in advance, without touching the database' {
        $prepared = New-FlowservHashingKey $keyFile -PrepareOnly
        @(Get-FlowservHashingKey).Count | Should -Be 1
        $env:FLOWSERV_KEY_FILE = $keyFile
        (New-FlowservHashingKey $keyFile).Id | Should -Be $prepared.Id
        ErrorIdOf { New-FlowservHashingKey $keyFile -PrepareOnly -ErrorAction Stop } | Should -Be DestinationExists
    }

    It 'creates a database that never contained its key, even when called again' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        $env:FLOWSERV_KEY_FILE = $keyFile
        $made = Initialize-FlowservDatabase $path -KeyFile $keyFile
        $made.HashingKeys[0].IsInDatabase, $made.HashingKeys[0].File | Should -Be $false, $keyFile
        $again = Initialize-FlowservDatabase $path -KeyFile $keyFile
        $again.HashingKeys.Id | Should -Be $made.HashingKeys.Id
        (Register-FlowservUser bob -Password $goodPassword -Database $path).Username | Should -Be bob
        # What exists with its key inside gets it moved out.
        (Initialize-FlowservDatabase $database -KeyFile $keyFile).HashingKeys[0].IsInDatabase | Should -BeFalse
    }

    It 'leaves no database behind if the key file cannot be written' {
        $path = Join-Path $TestDrive "$(New-Guid).db"
        ErrorIdOf { Initialize-FlowservDatabase $path -KeyFile (Join-Path $TestDrive nowhere/a.key) -ErrorAction Stop } | Should -Be InvalidDestination
        Test-Path $path | Should -BeFalse
        $fresh = Join-Path $keyFolder fresh.key
        ErrorIdOf { Initialize-FlowservDatabase (Join-Path $TestDrive nowhere/a.db) -KeyFile $fresh -ErrorAction Stop } | Should -Be DatabaseUnavailable
        Test-Path $fresh | Should -BeFalse
    }

    It 'finds a key file that others can read, and one in the folder of the database' -Skip:$IsWindows {
        $beside = Join-Path (Split-Path $database) "$(New-Guid).key"
        $env:FLOWSERV_KEY_FILE = $beside
        $null = Move-FlowservHashingKey $beside
        chmod 644 $beside
        $messages = (Get-FlowservDatabase).Findings | Where-Object Code -EQ ExposedHashingKey | ForEach-Object Message
        $messages | Should -HaveCount 2
        $messages -like '*chmod 600*' | Should -HaveCount 1
        $messages -like '*is in the folder of the database*' | Should -HaveCount 1
    }

    It 'completes the identifiers of keys that can be removed' {
        $null = New-FlowservHashingKey
        $old = Get-FlowservHashingKey | Where-Object -Not IsCurrent
        $line = 'Remove-FlowservHashingKey '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be $old.Id
    }

    It 'never reveals the key' {
        $env:FLOWSERV_KEY_FILE = $keyFile
        $null = Move-FlowservHashingKey $keyFile
        $secret = (Get-Content $keyFile)[-1].Split(' ')[1]
        $shown = (Get-FlowservHashingKey | Format-List * | Out-String) + (Get-FlowservHashingKey | ConvertTo-Json) + (Get-FlowservDatabase | ConvertTo-Json -Depth 5) +
            (New-FlowservHashingKey -Verbose 4>&1 | Out-String) + (Get-FlowservAuditEvent | Out-String -Width 500)
        $shown.Contains($secret) | Should -BeFalse
    }
}
