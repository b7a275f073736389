Describe 'The current user' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
        $token = (Connect-FlowservUser -Username bob -Password $goodPassword -NoCurrent -AsPlainText).ApiKey
    }

    BeforeEach {
        $env:FLOWSERV_ACCESS_TOKEN = $null
        $null = Connect-FlowservUser -Username alice -Password $goodPassword
    }

    AfterAll {
        $env:FLOWSERV_ACCESS_TOKEN = $null
    }

    It 'is nobody after a failed login, not even the previous user' {
        Connect-FlowservUser -Username bob -Password wrong -ErrorAction SilentlyContinue
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
        $env:FLOWSERV_ACCESS_TOKEN = $token
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
        Test-FlowservSession | Should -BeFalse
        Disconnect-FlowservUser -ErrorAction SilentlyContinue
        (Get-FlowservCurrentUser).Username | Should -Be 'bob'
    }

    It 'is nobody after a login whose parameters PowerShell refuses: <_>' -ForEach @(
        'Connect-FlowservUser bob -Password $goodPassword -Lifetime 400', 'Connect-FlowservUser bob -Password $goodPassword -NoSuch', 'Connect-FlowservUser $null -Password $goodPassword'
        'Connect-FlowservUser bob -ApiKey $token', 'Connect-FlowservUser -Credential $null'
    ) {
        { & ([scriptblock]::Create($_)) } | Should -Throw
        Test-FlowservSession | Should -BeFalse
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
    }

    It 'stays the same where another database is named, or one that cannot be' {
        { Connect-FlowservUser bob -Database (Join-Path $TestDrive other.db) -Password $goodPassword -Lifetime 400 } | Should -Throw
        { Connect-FlowservUser bob -Database 'nodrive:/x.db' -Password $goodPassword -Lifetime 400 } | Should -Throw
        (Get-FlowservCurrentUser).Username | Should -Be 'alice'
    }

    It 'stays the same after a login with -NoCurrent' {
        Connect-FlowservUser -Username bob -Password wrong -NoCurrent -ErrorAction SilentlyContinue
        (Get-FlowservCurrentUser).Username | Should -Be 'alice'
    }

    It 'is nobody in the next item of a parallel loop' {
        $seen = 1..3 | ForEach-Object -ThrottleLimit 1 -Parallel {
            Import-Module $using:moduleFolder
            Test-FlowservSession
            $null = Connect-FlowservUser -Username alice -Password $using:goodPassword
            Test-FlowservSession
        }
        $seen | Should -Be $false, $true, $false, $true, $false, $true
    }

    It 'is nobody after the runspace was reset for its next client' {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        try {
            foreach ($client in 1, 2) {
                $shell = [powershell]::Create($runspace)
                $shell.AddScript("Import-Module '$moduleFolder'; Test-FlowservSession; `$null = Connect-FlowservUser -Username alice -Password '$goodPassword'; Test-FlowservSession").Invoke() |
                    Should -Be $false, $true -Because "client $client"
                $shell.Dispose()
                $runspace.ResetRunspaceState()
            }
        }
        finally {
            $runspace.Dispose()
        }
    }

    It 'is found by a key with a line end, as read from a file' {
        Disconnect-FlowservUser
        foreach ($value in "$token`n", "$token`r`n", "$token ", "`u{feff}$token") {
            $env:FLOWSERV_ACCESS_TOKEN = $value
            (Get-FlowservCurrentUser).Username | Should -Be 'bob' -Because ($value.Length)
            (Get-FlowservCurrentUser -ApiKey $value).Username | Should -Be 'bob'
        }
        $request = (Request-FlowservPasswordReset bob -AsPlainText).RequestId
        (Reset-FlowservPassword "$request`r`n" $goodPassword).Username | Should -Be 'bob'
    }

    It 'is an error that explains a SecureString in the environment' {
        Disconnect-FlowservUser
        $env:FLOWSERV_ACCESS_TOKEN = (Connect-FlowservUser -Username bob -Password $goodPassword -NoCurrent).ApiKey
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw '*FLOWSERV_ACCESS_TOKEN*SecureString*AsPlainText*' -ErrorId 'UnauthenticatedAccess,*'
        Test-FlowservSession | Should -BeFalse
    }
}
