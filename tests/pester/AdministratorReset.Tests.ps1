Describe 'Setting a password as an administrator' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $other = 'another good password'
    }

    BeforeEach {
        $null = New-TestDatabase
        $null = Register-FlowservUser alice, bob -Password $goodPassword
    }

    It 'accepts a name and a password, typed in any common way: <_>' -ForEach @(
        'Reset-FlowservPassword alice -Password $other'
        'Reset-FlowservPassword alice $other'
        'Reset-FlowservPassword -Identity alice -Password $other'
        'Reset-FlowservPassword -Username alice -Password $other'
        '"alice" | Reset-FlowservPassword -Password $other'
        'Get-FlowservUser alice | Reset-FlowservPassword -Password $other'
        '[pscustomobject]@{ Username = "alice"; Password = $other } | Reset-FlowservPassword'
    ) {
        (Invoke-Expression $_).Username | Should -Be 'alice'
        (Connect-FlowservUser alice -Password $other -NoCurrent).Username | Should -Be 'alice'
        { Connect-FlowservUser alice -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
    }

    It 'generates a password, for one user or several' {
        $user = Reset-FlowservPassword alice -GeneratePassword -AsPlainText
        (Connect-FlowservUser alice -Password $user.Password -NoCurrent).Username | Should -Be 'alice'
        $users = Get-FlowservUser | Reset-FlowservPassword -GeneratePassword
        $users.Username | Should -Be 'alice', 'bob'
        ($users | Connect-FlowservUser -NoCurrent).Username | Should -Be 'alice', 'bob'
    }

    It 'ends sessions, requests and locks, and records its own event' {
        $session = Connect-FlowservUser alice -Password $goodPassword -NoCurrent
        $request = Request-FlowservPasswordReset alice
        1..6 | ForEach-Object { Connect-FlowservUser alice -Password wrong -ErrorAction Ignore }
        (Reset-FlowservPassword alice -Password $other).Locked | Should -BeFalse
        Test-FlowservSession -ApiKey $session.ApiKey | Should -BeFalse
        { $request | Reset-FlowservPassword -Password $other -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownRequest,*'
        $event = Get-FlowservAuditEvent alice -First 1
        $event.Type | Should -Be 'PasswordSet'
        $event.Account | Should -Be ([Environment]::UserName)
        $event.Machine | Should -Be ([Environment]::MachineName)
    }

    It 'does not activate a user' {
        Disable-FlowservUser bob
        (Reset-FlowservPassword bob -Password $other).Status | Should -Be 'Disabled'
    }

    It 'still uses a request, however it is given' {
        $request = Request-FlowservPasswordReset alice -AsPlainText
        (Reset-FlowservPassword $request.RequestId $other).Username | Should -Be 'alice'
        (Request-FlowservPasswordReset bob | Reset-FlowservPassword -Password $other).Username | Should -Be 'bob'
        (Get-FlowservAuditEvent -First 1).Type | Should -Be 'PasswordReset'
        $wrong = $request.RequestId.Remove(20, 3)
        Reset-FlowservPassword $wrong $other -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'UnknownRequest,*'
        $failures | Format-List * -Force | Out-String | Should -Not -BeLike "*$wrong*"
    }

    It 'never takes an empty request for a user name: <name>' -ForEach @(
        @{ name = 'null'; make = { [pscustomobject]@{ RequestId = $null; Username = 'alice' } } }
        @{ name = 'empty'; make = { [pscustomobject]@{ RequestId = ''; Username = 'alice' } } }
        @{ name = 'a hashtable'; make = { @{ RequestId = $null; Username = 'alice' } } }
        @{ name = 'read back'; make = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Request-FlowservPasswordReset alice))) } }
    ) {
        & $make | Reset-FlowservPassword -Password $other -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Should -Not -BeNullOrEmpty
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }

    It 'changes nothing with -WhatIf, for an unknown user, or against the policy' {
        Reset-FlowservPassword alice -Password $other -WhatIf
        { Reset-FlowservPassword nobody -Password $other -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUser,*'
        { Reset-FlowservPassword alice -Password short -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordRejected,*'
        { Reset-FlowservPassword $null -Password $other -ErrorAction Stop } | Should -Throw
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
    }
}

Describe 'Testing passwords' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
    }

    It 'returns true or false, so that it can be used with if' {
        Test-FlowservPassword 'x' | Should -BeExactly $false
        Test-FlowservPassword $goodPassword | Should -BeExactly $true
        ('x', $goodPassword, (ConvertTo-SecureString $goodPassword -AsPlainText) | Test-FlowservPassword) | Should -Be $false, $true, $true
    }

    It 'gives the reasons and the user with -Detailed, including for rows' {
        $checks = "Username,Password`nanna,short`nbertbertbert,bertbertbert`ncarl,$goodPassword" | ConvertFrom-Csv | Test-FlowservPassword -Detailed
        $checks.Username | Should -Be 'anna', 'bertbertbert', 'carl'
        $checks.IsAcceptable | Should -Be $false, $false, $true
        $checks[0].Reasons | Should -Contain 'TooShort'
        $checks[1].Reasons | Should -Be 'ContainsUsername'
        $checks[0] | Out-String | Should -BeLike '*anna*TooShort*'
    }

    It 'says which row has no password, and nothing else from it' {
        [pscustomobject]@{ Username = 'anna'; Kennwort = 'geheim' } | Test-FlowservPassword -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        "$($failures[0])" | Should -BeLike 'Row 1: *'
        $failures | Format-List * -Force | Out-String | Should -Not -BeLike '*geheim*'
    }
}
