Describe 'The scripts of examples/' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $examples = Join-Path $repository examples
        $start = "Import-Module '$moduleFolder';"
    }

    Context 'first-steps.ps1' {
        It 'shows a user registered, logged in, recognised, listed and logged out, and can be repeated' {
            $script = "& '$(Join-Path $examples first-steps.ps1)' -Database '$(Join-Path $TestDrive first.db)'"
            $result = Invoke-ChildPowerShell "$script; 'again'; $script"
            $result.ExitCode | Should -Be 0
            $result.Error | Should -BeNullOrEmpty
            foreach ($run in $result.Output -split 'again\n') {
                # Each step by its command, and its result by the name of the user.
                $run | Should -Match ('(?s)' + (('Register-FlowservUser', 'Connect-FlowservUser', 'Get-FlowservCurrentUser', 'Get-FlowservUser', 'Disconnect-FlowservUser' |
                            ForEach-Object { "\. [^\n]*$_\b[^\n]*\n((?!\n\d\. ).)*demo-" }) -join '.*') + '.*Nobody is logged in to')
            }
        }
    }

    # As a scheduler starts it: noninteractive, with the exit code as the result.
    Context 'scheduled-job.ps1' {
        BeforeEach {
            $database = New-TestDatabase
            'idle', 'jobs' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
            $key = (Connect-FlowservUser -Username jobs -Password $goodPassword -NoCurrent -AsPlainText).ApiKey
            $environment = @{ FLOWSERV_ACCESS_TOKEN = $key; FLOWSERV_DATABASE = $null; PSModulePath = (Split-Path $moduleFolder) + [IO.Path]::PathSeparator + $env:PSModulePath }
            $job = '-File', (Join-Path $examples scheduled-job.ps1), '-Database', $database
        }

        It 'reads its key from the environment and lists users who have not logged in' {
            $result = Invoke-ChildPowerShell -Arguments ($job + '-Days', '0') -Environment $environment
            $result.ExitCode | Should -Be 0
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -BeLike '*idle*'
            $result.Output | Should -Not -BeLike "*$key*"
        }

        It 'accepts a SecureString key from a vault, and lists only users who have not logged in for a long time' {
            $result = Invoke-ChildPowerShell ("`$key = ConvertTo-SecureString `$env:VAULT -AsPlainText -Force; `$job = '$($job[1])'; " +
                "'now:'; & `$job -ApiKey `$key -Database '$database' -Days 0; 'long ago:'; & `$job -ApiKey `$key -Database '$database'") -Environment @{ VAULT = $key }
            $result.ExitCode | Should -Be 0
            $result.Error | Should -BeNullOrEmpty
            $now, $longAgo = $result.Output -split 'long ago:'
            $now | Should -BeLike '*idle*'
            $longAgo | Should -Not -BeLike '*idle*'
        }

        It 'stops with exit code 3 and a message when its session has ended' {
            $null = Disconnect-FlowservUser -ApiKey $key
            $result = Invoke-ChildPowerShell -Arguments $job -Environment $environment
            $result.ExitCode | Should -Be 3
            $result.Output | Should -BeNullOrEmpty
            $result.Error | Should -BeLike '*The API key is not valid*'
            $result.Error | Should -Not -BeLike "*$key*"
        }

        It 'does not continue without its database' {
            $missing = Join-Path $TestDrive missing.db
            $result = Invoke-ChildPowerShell -Arguments '-File', $job[1], '-Database', $missing -Environment $environment
            $result.ExitCode | Should -Be 1
            $result.Output | Should -BeNullOrEmpty
            ($result.Error -replace '\s') | Should -BeLike "*$($missing -replace '\s')*"
            $missing | Should -Not -Exist
        }
    }
}
