Describe 'Restricted sessions' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $database = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword

        function Invoke-In([Management.Automation.Runspaces.Runspace] $Runspace, [scriptblock] $Fill) {
            $shell = [powershell]::Create()
            $shell.Runspace = $Runspace
            try {
                $null = & $Fill $shell
                $output = $shell.Invoke()
                $shell.Streams.Error | ForEach-Object { throw $_ }
                $output
            }
            finally {
                $shell.Dispose()
            }
        }
    }

    Context 'in ConstrainedLanguage' {
        BeforeAll {
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule($moduleFolder)
            $state.LanguageMode = 'ConstrainedLanguage'
            $runspace = [runspacefactory]::CreateRunspace($state)
            $runspace.Open()
        }

        AfterAll {
            $runspace.Dispose()
        }

        It 'does what it does elsewhere: <_>' -ForEach @(
            'Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(1) }'
            'Get-FlowservUser | Where-Object { ((Get-Date) - $_.CreatedAt).TotalDays -lt 1 }'
            'Connect-FlowservUser alice -Password "correct horse battery" -Lifetime 1h -NoCurrent'
            'Get-FlowservSession'
            '"ann" | Register-FlowservUser -GeneratePassword'
            'Import-Csv $csv | Register-FlowservUser -Parallel'
            'Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password "correct horse battery"'
            'Reset-FlowservPassword ann -GeneratePassword'
            'Get-FlowservAuditEvent a* -First 1'
            'Get-FlowservUser a* | Disable-FlowservUser -PassThru | Enable-FlowservUser'
            'Get-FlowservDatabase'
            'Set-FlowservPolicy -SessionLifetime 8h'
        ) {
            $csv = Join-Path $TestDrive 'clm.csv'
            "Username,Password`nbert$(New-Guid),$goodPassword" | Set-Content $csv
            $runspace.SessionStateProxy.SetVariable('csv', $csv)
            $line = $_
            Invoke-In $runspace { $args[0].AddScript($line) } | Should -Not -BeNullOrEmpty
        }

        It 'shows the same as elsewhere' {
            $shown = Invoke-In $runspace { $args[0].AddScript('Get-FlowservUser alice | Out-String; Get-FlowservUser alice | Format-List | Out-String') }
            -join $shown | Should -BeExactly ((Get-FlowservUser alice | Out-String) + (Get-FlowservUser alice | Format-List | Out-String))
        }
    }

    Context 'of a configuration with few commands and no providers' {
        BeforeAll {
            $file = Join-Path $TestDrive 'helpdesk.pssc'
            New-PSSessionConfigurationFile $file -SessionType RestrictedRemoteServer -LanguageMode NoLanguage -ModulesToImport $moduleFolder -VisibleCmdlets @(
                'Get-FlowservUser', 'Get-FlowservDatabase', 'Register-FlowservUser', 'Reset-FlowservPassword', 'Unlock-FlowservUser', 'Backup-FlowservDatabase', 'Set-FlowservDatabase')
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateFromSessionConfigurationFile($file))
            $runspace.Open()
        }

        AfterAll {
            $runspace.Dispose()
        }

        It 'does what it does elsewhere with <command>' -ForEach @(
            @{ command = 'Get-FlowservUser'; parameters = @{ Identity = 'al*' } }
            @{ command = 'Get-FlowservDatabase'; parameters = @{} }
            @{ command = 'Register-FlowservUser'; parameters = @{ Username = 'carl'; GeneratePassword = $true } }
            @{ command = 'Reset-FlowservPassword'; parameters = @{ Identity = 'alice'; GeneratePassword = $true } }
            @{ command = 'Unlock-FlowservUser'; parameters = @{ Identity = 'alice'; PassThru = $true } }
            @{ command = 'Backup-FlowservDatabase'; parameters = @{ Destination = "$([IO.Path]::GetTempPath())flowserv-$(New-Guid).db" } }
        ) {
            Invoke-In $runspace { $args[0].AddCommand($command).AddParameters($parameters).AddParameter('Database', $database) } | Should -Not -BeNullOrEmpty
            if ($parameters.Destination) { Remove-Item $parameters.Destination }
        }

        It 'pipes users from one command to the next' {
            $users = Invoke-In $runspace { $args[0].AddCommand('Get-FlowservUser').AddParameter('Identity', 'alice').AddCommand('Unlock-FlowservUser').AddParameter('PassThru') }
            $users.Username | Should -Be 'alice'
        }

        It 'says that a path has to be a full one' {
            { Invoke-In $runspace { $args[0].AddCommand('Get-FlowservUser').AddParameter('Database', 'users.db') } } | Should -Throw '*full path*'
        }
    }
}
