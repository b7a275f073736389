Describe 'In a noninteractive session' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $database = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $environment = $env:FLOWSERV_DATABASE, $env:FLOWSERV_ACCESS_TOKEN
        $env:FLOWSERV_DATABASE = $database
        $env:FLOWSERV_ACCESS_TOKEN = (Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent -AsPlainText).ApiKey
    }

    AfterAll {
        $env:FLOWSERV_DATABASE, $env:FLOWSERV_ACCESS_TOKEN = $environment
    }

    It 'reads the database and the key from the environment' {
        $result = Invoke-UnattendedPowerShell '(Get-FlowservCurrentUser).Username'
        $result.Output.Trim() | Should -Be 'alice'
        $result.ExitCode | Should -Be 0
    }

    It 'fails instead of prompting for a password: <_>' -ForEach @(
        'Register-FlowservUser bob'
        'Connect-FlowservUser alice'
        'Reset-FlowservPassword'
    ) {
        $result = Invoke-UnattendedPowerShell "`$ErrorActionPreference = 'Stop'; $_"
        $result.ExitCode | Should -Be 1
        $result.Output | Should -Not -BeNullOrEmpty
    }

    It 'changes users without prompting' {
        (Invoke-UnattendedPowerShell "Register-FlowservUser carol -Password '$goodPassword' | Enable-FlowservUser | Disable-FlowservUser").ExitCode | Should -Be 0
        (Get-FlowservUser carol).Status | Should -Be 'Disabled'
    }

    It 'does not delete a user without -Confirm:$false' {
        $null = Register-FlowservUser dave -Password $goodPassword
        (Invoke-UnattendedPowerShell "`$ErrorActionPreference = 'Stop'; Unregister-FlowservUser dave").ExitCode | Should -Be 1
        (Get-FlowservUser dave).Username | Should -Be 'dave'
        (Invoke-UnattendedPowerShell "`$ErrorActionPreference = 'Stop'; Unregister-FlowservUser dave -Confirm:`$false").ExitCode | Should -Be 0
        Get-FlowservUser 'dave*' | Should -BeNullOrEmpty
    }

    It 'ends with exit code 1 and a message when the key is not valid' {
        $key = $env:FLOWSERV_ACCESS_TOKEN
        try {
            $env:FLOWSERV_ACCESS_TOKEN = 'fsk_expired'
            $result = Invoke-UnattendedPowerShell "`$ErrorActionPreference = 'Stop'; Get-FlowservCurrentUser"
        }
        finally {
            $env:FLOWSERV_ACCESS_TOKEN = $key
        }
        $result.ExitCode | Should -Be 1
        $result.Output | Should -BeLike '*key*'
        $result.Output | Should -Not -BeLike '*fsk_expired*'
    }
}
