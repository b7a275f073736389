Describe 'An error from PowerShell' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $secure = ConvertTo-SecureString $goodPassword -AsPlainText
        $credential = [pscredential]::new('alice', $secure)
        $file = Join-Path $TestDrive 'error.xml'
        $hex = -join ([Text.Encoding]::Unicode.GetBytes($goodPassword) | ForEach-Object { $_.ToString('x2') })

        function Get-Written($Thing) {
            Export-Clixml -InputObject $Thing $file -Depth 3
            Get-Content $file -Raw
        }
    }

    # Off Windows a SecureString is written in plain text.
    It 'contains no password that was passed to the command: <_>' -ForEach @(
        'Connect-FlowservUser alice -Password $goodPassword -Lifetime 400', 'Connect-FlowservUser alice -Password $secure -NoSuch 1'
        'Connect-FlowservUser -Credential $credential -Lifetime 400', 'Register-FlowservUser bob -Password $goodPassword -ThrottleLimit 0'
        'Set-FlowservPassword alice -CurrentPassword $goodPassword -NewPassword $secure -Database $null', 'Reset-FlowservPassword alice -Password $secure -WhatIf:maybe'
        'Get-FlowservCurrentUser -ApiKey $secure -Database $null', 'Connect-FlowservUser alice -Password $goodPassword -Label x -Label y'
    ) {
        $failure = try { & ([scriptblock]::Create($_)) } catch { $_ }
        $failure.Exception | Should -Not -BeOfType ([FlowservUsers.FlowservException])
        foreach ($written in (Get-Written $failure), (Get-Written $failure.Exception), (Get-Written $failure.Exception.CommandInvocation), (Get-Written $global:Error[0])) {
            $written | Should -Not -BeLike "*$goodPassword*"
            $written | Should -Not -BeLike "*$hex*"
        }
    }

    It 'leaves the input unchanged' {
        $secure.Length | Should -Be $goodPassword.Length
        (Connect-FlowservUser -Credential $credential -NoCurrent).Username | Should -Be 'alice'
    }

    It 'still shows bound values that are not secret' {
        $failure = try { Connect-FlowservUser -Username alice -Password $secure -Lifetime 400 } catch { $_ }
        $failure.Exception.CommandInvocation.BoundParameters['Username'] | Should -Be 'alice'
        $failure.Exception.CommandInvocation.BoundParameters.ContainsKey('Password') | Should -BeTrue
    }
}

Describe 'An error from the module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $huge = [string]::new('x', 20000000)
    }

    It 'does not contain a row that names no database: <_>' -ForEach 'Backup-FlowservDatabase x.db', 'Copy-FlowservDatabase x.db', 'Clear-FlowservExpiredItem', 'Get-FlowservDatabase', 'Get-FlowservPolicy', 'Set-FlowservDatabase' {
        $command = [scriptblock]::Create("`$input | $_ -ErrorAction SilentlyContinue -ErrorVariable failures; `$failures")
        foreach ($row in [pscustomobject]@{ Kennwort = 'geheim eins' }, @{ Kennwort = 'geheim eins' }) {
            $failure = $row | & $command
            $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
            $failure.TargetObject | Should -BeNullOrEmpty
            ($failure | Format-List * -Force | Out-String -Width 500) | Should -Not -BeLike '*geheim*'
        }
    }

    It 'stops a command that cannot use its piped input before it does anything: <_>' -ForEach @(
        'Move-FlowservHashingKey $file -Confirm:$false', 'New-FlowservHashingKey $file -Confirm:$false', 'Get-FlowservHashingKey', 'Measure-FlowservPasswordCost 1ms'
        'Set-FlowservPolicy', 'Remove-FlowservHashingKey -Confirm:$false', 'Import-FlowservUser'
    ) {
        $file = Join-Path $TestDrive "$(New-Guid).key"
        $command = [scriptblock]::Create("`$input | $_ -ErrorAction Stop")
        foreach ($row in [pscustomobject]@{ Kennwort = 'geheim eins' }, @{ Kennwort = 'geheim eins' }, [pscustomobject]@{ Username = 'alice'; Password = 'geheim eins' }) {
            $global:Error.Clear()
            $failure = try { $row | & $command } catch { $_ }
            $failure.FullyQualifiedErrorId | Should -Match '^(InvalidInput|UnknownKey),'
            "$($failure.TargetObject)" | Should -BeNullOrEmpty
            ($global:Error | Format-List * -Force | Out-String -Width 500) | Should -Not -BeLike '*geheim*'
        }
        $file | Should -Not -Exist
        (Get-FlowservHashingKey).IsInDatabase | Should -BeTrue
    }

    It 'does not stop a command that can use its piped input' {
        $before = (Get-FlowservHashingKey).Id
        $null = New-FlowservHashingKey -Confirm:$false
        Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent } | Remove-FlowservHashingKey -Confirm:$false
        (Get-FlowservHashingKey).Id | Should -Not -Be $before
        (Get-FlowservPolicy | Set-FlowservPolicy).WorkFactor | Should -Be 4
        [pscustomobject]@{ WorkFactor = 5; Other = 1 } | Set-FlowservPolicy -WarningAction SilentlyContinue | ForEach-Object WorkFactor | Should -Be 5
    }

    It 'has its own id: <Id> from <Script>' -ForEach @(
        @{ Id = 'DatabaseUnavailable'; Script = 'Get-FlowservUser -Database "postgresql://u@127.0.0.1:1/db?sslmode=verify-full&sslrootcert=/no/such.pem"' }
        @{ Id = 'DatabaseUnavailable'; Script = 'Get-FlowservUser -Database "postgresql://u@127.0.0.1:1/db?client_encoding=klingon"' }
        @{ Id = 'DatabaseUnavailable'; Script = 'Get-FlowservUser -Database "postgresql://u@127.0.0.1:99999999999/db"' }
        @{ Id = 'DatabaseUnavailable'; Script = 'Get-FlowservUser -Database $huge' }
        @{ Id = 'InvalidDestination'; Script = 'Move-FlowservHashingKey $huge -Confirm:$false' }
        @{ Id = 'UnknownKey'; Script = 'Remove-FlowservHashingKey $huge -Confirm:$false' }
        @{ Id = 'InvalidPasswordHash'; Script = 'Register-FlowservUser bob -PasswordHash $huge' }
    ) {
        $failure = try { & ([scriptblock]::Create("$Script -ErrorAction Stop")) } catch { $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.Exception | Should -BeOfType ([FlowservUsers.FlowservException])
        "$failure".Length | Should -BeLessThan 1000
    }

    It 'about a changed password has the name from the session, which nobody typed' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Connect-FlowservUser alice -Password $goodPassword
        Set-FlowservPassword -CurrentPassword 'a wrong one' -NewPassword 'another good phrase' -ErrorAction SilentlyContinue -ErrorVariable failures
        Set-FlowservPassword -CurrentPassword $goodPassword -NewPassword 'short' -ErrorAction SilentlyContinue -ErrorVariable +failures
        $failures.TargetObject | Should -Be 'alice', 'alice'
        $failures.FullyQualifiedErrorId | Should -Be 'InvalidCredentials,FlowservUsers.Commands.SetFlowservPasswordCommand', 'PasswordRejected,FlowservUsers.Commands.SetFlowservPasswordCommand'
        "$($failures[0])" | Should -BeLike "The password of 'alice' was not changed:*"
        "$($failures[1])" | Should -BeLike "The password for 'alice' is not acceptable:*"
        $failures.ForEach({ Format-List -InputObject $_ * -Force | Out-String }) -join '' | Should -Not -BeLike "*$((Get-FlowservUser alice).Id)*"
    }
}
