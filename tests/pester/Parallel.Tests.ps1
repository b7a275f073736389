Describe 'Concurrency' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $database = New-TestDatabase
    }

    It 'registers from parallel script blocks without losing anybody' {
        $names = 1..20 | ForEach-Object { "parallel-$_" }
        $registered = $names | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:moduleFolder
            Register-FlowservUser $_ -Password $using:goodPassword -Database $using:database
        }
        ($registered.Username | Sort-Object) | Should -Be ($names | Sort-Object)
        @(Get-FlowservUser 'parallel-*').Count | Should -Be 20
    }

    It 'registers a name once, whichever script block is first' {
        $outcomes = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:moduleFolder
            try { (Register-FlowservUser wanted -Password $using:goodPassword -Database $using:database -ErrorAction Stop).Username }
            catch [FlowservUsers.DuplicateUserException] { 'taken' }
        }
        @($outcomes -eq 'wanted').Count | Should -Be 1
        @($outcomes -eq 'taken').Count | Should -Be 7
    }

    It 'gives each thread job its own current session' {
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
        $jobs = 'alice', 'bob' | ForEach-Object {
            Start-ThreadJob -ArgumentList $_ -ScriptBlock {
                param($name)
                Import-Module $using:moduleFolder
                Set-FlowservDatabase $using:database
                $null = Connect-FlowservUser -Username $name -Password $using:goodPassword
                (Get-FlowservCurrentUser).Username
            }
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Sort-Object | Should -Be 'alice', 'bob'
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
    }
}
