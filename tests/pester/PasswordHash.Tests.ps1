Describe 'Users with the password hashes of other systems' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $vectors = Get-Content -Raw (Join-Path $PSScriptRoot '../vectors/password-hashes.json') | ConvertFrom-Json
        $password = 'pässwörd'
        # One row of each program.
        $rows = $vectors.accepted | Where-Object password -eq $password | Group-Object program | ForEach-Object {
            [pscustomobject]@{ Username = $_.Name -replace '\W+', '-'; PasswordHash = $_.Group[0].hash }
        }
        $hash = $rows[0].PasswordHash
        $unsupported = $vectors.recognised[0].hash
    }

    BeforeEach {
        $null = New-TestDatabase
    }

    It 'log in with their passwords and with nothing else<Switch>' -ForEach @{ Switch = '' }, @{ Switch = ', with -Parallel' } {
        $users = $rows | Register-FlowservUser -Parallel:($Switch -ne '')
        $users.Username | Should -Be $rows.Username
        foreach ($row in $rows) {
            { Connect-FlowservUser $row.Username -Password $row.PasswordHash -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
            { Connect-FlowservUser $row.Username -Password "$password." -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
            1..2 | ForEach-Object { (Connect-FlowservUser $row.Username -Password $password -NoCurrent).Username } | Should -Be $row.Username, $row.Username
        }
        (Get-FlowservAuditEvent -Type PasswordRehashed).Count | Should -Be $rows.Count
    }

    It 'are registered by parameter, from a hashtable, and from a column with another name' {
        (Register-FlowservUser anna -PasswordHash $hash).Username | Should -Be 'anna'
        (Register-FlowservUser bert -PasswordHash (ConvertTo-SecureString $hash -AsPlainText)).Username | Should -Be 'bert'
        (@{ Name = 'carl'; PasswordHash = $hash; Status = 'Disabled' } | Register-FlowservUser).Status | Should -Be 'Disabled'
        ([pscustomobject]@{ Login = 'dora'; Crypt = $hash } | Register-FlowservUser -Username { $_.Login } -PasswordHash { $_.Crypt }).Username | Should -Be 'dora'
        'anna', 'bert', 'dora' | ForEach-Object { (Connect-FlowservUser $_ -Password $password -NoCurrent).Username } | Should -Be 'anna', 'bert', 'dora'
    }

    It 'can be mixed with users who have passwords, and with empty columns' {
        $mixed = "Username,Password,PasswordHash", "anna,$goodPassword,", "bert,,$hash" | ConvertFrom-Csv
        ($mixed | Register-FlowservUser).Username | Should -Be 'anna', 'bert'
        (Connect-FlowservUser anna -Password $goodPassword -NoCurrent).Username | Should -Be 'anna'
        (Connect-FlowservUser bert -Password $password -NoCurrent).Username | Should -Be 'bert'
    }

    It 'are refused with row and name, but without the hash, if it cannot be used<Switch>' -ForEach @{ Switch = '' }, @{ Switch = ', with -Parallel' }, @{ Switch = ', with -WhatIf' } {
        $bad = @{ Username = 'anna'; PasswordHash = $hash }, @{ Username = 'bert'; PasswordHash = $unsupported }, @{ Username = 'carl'; Password = $goodPassword; PasswordHash = $hash }, @{ Username = 'dora'; PasswordHash = $hash }
        $users = $bad | Register-FlowservUser -Parallel:($Switch -eq ', with -Parallel') -WhatIf:($Switch -eq ', with -WhatIf') -ErrorAction SilentlyContinue -ErrorVariable failures 6> $null
        $users.Username | Should -Be $(if ($Switch -eq ', with -WhatIf') { } else { 'anna', 'dora' })
        $failures.Count | Should -Be 2
        $refused = $failures | Where-Object FullyQualifiedErrorId -Like 'InvalidPasswordHash,*'
        $refused.TargetObject | Should -Be 'bert'
        $refused.Exception.Row | Should -Be 2
        "$refused" | Should -BeLike '*Supported: bcrypt*'
        ($failures | Where-Object FullyQualifiedErrorId -Like 'InvalidInput,*').Exception.Row | Should -Be 3
        $text = $failures | ForEach-Object { "$_", ($_ | Format-List * -Force | Out-String), "$($_.Exception)" } | Out-String
        foreach ($secret in $hash, $unsupported, $goodPassword) {
            $text | Should -Not -Match ([regex]::Escape($secret))
        }
    }

    It 'are not registered with a hash as their password' {
        { Register-FlowservUser anna -Password $hash -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordRejected,*' -ExpectedMessage '*-PasswordHash*change the first character*'
        Register-FlowservUser anna -Password $unsupported -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.Exception.Reasons | Should -Be ([FlowservUsers.PasswordProblem]::LooksLikeHash)
        Get-FlowservUser -All | Should -BeNullOrEmpty
    }
}
