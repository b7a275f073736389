Describe 'Restricted sessions' {
    BeforeDiscovery {
        # Every command once, in an order in which each finds what it needs. $folder is made for the session.
        $every = @(
            @{ Command = 'Set-FlowservDatabase'; Parameters = { @{ Path = "$folder/users.db" } }; IsSilent = $true }
            @{ Command = 'Initialize-FlowservDatabase'; Parameters = { @{ KeyFile = "$folder/first.key" } } }
            @{ Command = 'Initialize-FlowservDatabase'; Parameters = { @{ Database = 'postgresql://db.example.org/accounts'; AsScript = $true } } }
            @{ Command = 'Set-FlowservPolicy'; Parameters = { @{ WorkFactor = 4; SessionLifetime = '8h' } } }
            @{ Command = 'Get-FlowservPolicy' }
            @{ Command = 'Measure-FlowservPasswordCost'; Parameters = { @{ Target = '1ms' } } }
            @{ Command = 'Test-FlowservPassword'; Parameters = { @{ Password = $goodPassword; Username = 'alice'; Detailed = $true } } }
            @{ Command = 'Register-FlowservUser'; Parameters = { @{ Username = 'alice', 'bob', 'carl'; Password = $goodPassword } } }
            @{ Command = 'Register-FlowservUser'; Parameters = { @{ Parallel = $true } }; InputObject = { [pscustomobject]@{ Username = 'dora'; Password = $goodPassword }, @{ Name = 'emil'; Password = $goodPassword } } }
            @{ Command = 'Register-FlowservUser'; Parameters = { @{ Username = 'fred'; GeneratePassword = $true; AsPlainText = $true; RequireActivation = $true } } }
            @{ Command = 'Get-FlowservUser'; Parameters = { @{ Identity = 'a*', 'bob' } } }
            @{ Command = 'Enable-FlowservUser'; Parameters = { @{ Identity = 'fred' } } }
            @{ Command = 'Rename-FlowservUser'; Parameters = { @{ Identity = 'fred'; NewUsername = 'frederic'; PassThru = $true } } }
            @{ Command = 'Disable-FlowservUser'; Parameters = { @{ Identity = 'carl'; PassThru = $true } } }
            @{ Command = 'Unlock-FlowservUser'; Parameters = { @{ Identity = 'carl'; PassThru = $true } } }
            @{ Command = 'Connect-FlowservUser'; Parameters = { @{ Username = 'alice'; Password = $goodPassword; Lifetime = '1h' } } }
            @{ Command = 'Get-FlowservCurrentUser' }
            @{ Command = 'Test-FlowservSession' }
            @{ Command = 'Get-FlowservSession'; Parameters = { @{ Identity = 'alice' } } }
            @{ Command = 'Set-FlowservPassword'; Parameters = { @{ CurrentPassword = $goodPassword; NewPassword = 'another good phrase' } }; IsSilent = $true }
            @{ Command = 'Disconnect-FlowservUser' }
            @{ Command = 'Request-FlowservPasswordReset'; Parameters = { @{ Username = 'alice' } } }
            @{ Command = 'Reset-FlowservPassword'; Parameters = { @{ Identity = 'alice'; Password = $goodPassword } } }
            @{ Command = 'Revoke-FlowservSession'; Parameters = { @{ Identity = 'alice' } }; IsSilent = $true }
            @{ Command = 'Unregister-FlowservUser'; Parameters = { @{ Identity = 'carl'; Confirm = $false } }; IsSilent = $true }
            @{ Command = 'Import-FlowservUser'; Parameters = { @{ Path = "$folder/flowserv.db"; TimeZone = 'UTC' } } }
            @{ Command = 'New-FlowservHashingKey'; Parameters = { @{ KeyFile = "$folder/second.key"; Confirm = $false } } }
            @{ Command = 'Get-FlowservHashingKey' }
            @{ Command = 'Remove-FlowservHashingKey'; Parameters = { @{ Id = $earlierKey; Force = $true; Confirm = $false } } }
            @{ Command = 'Move-FlowservHashingKey'; Parameters = { @{ KeyFile = "$folder/third.key"; Confirm = $false } } }
            @{ Command = 'Get-FlowservAuditEvent'; Parameters = { @{ Identity = 'alice'; First = 3 } } }
            @{ Command = 'Clear-FlowservExpiredItem' }
            @{ Command = 'Backup-FlowservDatabase'; Parameters = { @{ Destination = "$folder/backup.db" } } }
            @{ Command = 'Copy-FlowservDatabase'; Parameters = { @{ Destination = "$folder/copy.db" } } }
            @{ Command = 'Restore-FlowservDatabase'; Parameters = { @{ Path = "$folder/backup.db"; Confirm = $false } } }
            @{ Command = 'Get-FlowservDatabase' }
        )
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        . (Join-Path $PSScriptRoot 'FlowservDatabase.ps1')
        $database = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword

        # Runs each command in turn, and says what failed and what wrote nothing.
        function Invoke-Every([Management.Automation.Runspaces.Runspace] $Runspace, [hashtable[]] $Every) {
            $folder = (New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))).FullName
            New-FlowservDatabase (Join-Path $folder flowserv.db) "INSERT INTO api_user VALUES ('$([guid]::NewGuid().ToString('N'))', '$(Get-FlowservHash $goodPassword)', 'frida', 1)"
            $variables = 'FLOWSERV_DATABASE', 'FLOWSERV_KEY_FILE' | ForEach-Object { @{ Name = $_; Value = [Environment]::GetEnvironmentVariable($_) } }
            $env:FLOWSERV_KEY_FILE = "$folder/all.key"
            try {
                foreach ($one in $Every) {
                    $parameters = if ($one.Parameters) { & $one.Parameters } else { @{} }
                    try {
                        $output = @(Invoke-In $Runspace { $null = $args[0].AddCommand($one.Command).AddParameters($parameters) } $(if ($one.InputObject) { & $one.InputObject }))
                        if (($output.Count -eq 0) -ne [bool] $one.IsSilent) { "$($one.Command) wrote '$output'" }
                    }
                    catch {
                        "$($one.Command): $_"
                    }
                    if ($one.Command -eq 'Get-FlowservHashingKey') { $earlierKey = $output.Where({ -not $_.IsCurrent })[0].Id }
                    Get-ChildItem $folder -Filter *.key | Get-Content | Set-Content $env:FLOWSERV_KEY_FILE
                }
            }
            finally {
                $variables | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Name, $_.Value) }
            }
        }

        function Invoke-In([Management.Automation.Runspaces.Runspace] $Runspace, [scriptblock] $Fill, [object[]] $Piped) {
            $shell = [powershell]::Create()
            $shell.Runspace = $Runspace
            try {
                $null = & $Fill $shell
                $output = $Piped ? $shell.Invoke($Piped) : $shell.Invoke()
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

        It 'works as elsewhere: <_>' -ForEach @(
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

        It 'runs every command' -ForEach @{ Every = $every } {
            Invoke-Every $runspace $Every | Should -BeNullOrEmpty
        }

        It 'imports the module' {
            $fresh = [initialsessionstate]::CreateDefault2()
            $fresh.LanguageMode = 'ConstrainedLanguage'
            $other = [runspacefactory]::CreateRunspace($fresh)
            $other.Open()
            try {
                Invoke-In $other { $args[0].AddScript("Import-Module '$moduleFolder'; (Get-FlowservUser alice -Database '$database').Username") } | Should -Be 'alice'
                $other.SessionStateProxy.LanguageMode | Should -Be 'ConstrainedLanguage'
            }
            finally {
                $other.Dispose()
            }
        }

        It 'shows the same as elsewhere' {
            $shown = Invoke-In $runspace { $args[0].AddScript('Get-FlowservUser alice | Out-String; Get-FlowservUser alice | Format-List | Out-String') }
            -join $shown | Should -BeExactly ((Get-FlowservUser alice | Out-String) + (Get-FlowservUser alice | Format-List | Out-String))
        }
    }

    Context 'with a configuration of few commands and no providers' {
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

        It 'works as elsewhere with <command>' -ForEach @(
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

        It 'runs every command' -ForEach @{ Every = $every } {
            $all = Join-Path $TestDrive 'administrators.pssc'
            New-PSSessionConfigurationFile $all -SessionType RestrictedRemoteServer -LanguageMode NoLanguage -ModulesToImport $moduleFolder -VisibleCmdlets *-Flowserv*
            $other = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateFromSessionConfigurationFile($all))
            $other.Open()
            try {
                Invoke-Every $other $Every | Should -BeNullOrEmpty
            }
            finally {
                $other.Dispose()
            }
        }

        It 'pipes users from one command to the next' {
            $users = Invoke-In $runspace { $args[0].AddCommand('Get-FlowservUser').AddParameter('Identity', 'alice').AddCommand('Unlock-FlowservUser').AddParameter('PassThru') }
            $users.Username | Should -Be 'alice'
        }

        It 'says that a path must be absolute' {
            { Invoke-In $runspace { $args[0].AddCommand('Get-FlowservUser').AddParameter('Database', 'users.db') } } | Should -Throw '*full path*'
        }
    }

    It 'are tried with every command' -ForEach @{ Every = $every } {
        Compare-Object ($Every.Command | Select-Object -Unique) (Get-Command -Module FlowservUsers).Name | Should -BeNullOrEmpty
    }
}
