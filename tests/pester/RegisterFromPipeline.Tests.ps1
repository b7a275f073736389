Describe 'Registering from the pipeline' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $secret = 'secret-in-a-row'

        # All that an error record says, wherever it says it.
        function Get-ErrorText($ErrorRecord) {
            $ErrorRecord | ForEach-Object {
                "$_", "$($_.CategoryInfo)", "$($_.TargetObject)", "$($_.Exception)", "$($_.ErrorDetails)", ($_ | Format-List * -Force | Out-String),
                ($_.InvocationInfo.BoundParameters | ConvertTo-Json -Depth 3 -WarningAction Ignore)
            } | Out-String
        }
    }

    BeforeEach {
        $database = New-TestDatabase
    }

    Context 'names' {
        It 'registers a list of names, each with its own password' {
            $file = Join-Path $TestDrive 'names.txt'
            'anna', 'bert' | Set-Content $file
            $users = Get-Content $file | Register-FlowservUser -GeneratePassword -AsPlainText
            $users.Username | Should -Be 'anna', 'bert'
            $users | ForEach-Object { (Connect-FlowservUser $_.Username -Password $_.Password -NoCurrent).Username } | Should -Be 'anna', 'bert'
        }

        It 'registers several names from the command line' {
            (Register-FlowservUser k3, k4 -GeneratePassword).Username | Should -Be 'k3', 'k4'
            (Register-FlowservUser k5, k6 -Password $goodPassword).Username | Should -Be 'k5', 'k6'
        }

        It 'stops at once if names come without a password' {
            { 'anna', 'bert' | Register-FlowservUser } | Should -Throw -ErrorId 'InvalidInput,*'
            Get-FlowservUser | Should -BeNullOrEmpty
        }

        It 'rejects a name from the command line together with names from the pipeline' {
            { 'anna' | Register-FlowservUser bert -Password $goodPassword } | Should -Throw -ErrorId 'InvalidInput,*'
            { 'anna' | Register-FlowservUser -Credential ([pscredential]::new('bert', (ConvertTo-SecureString $goodPassword -AsPlainText))) } | Should -Throw -ErrorId 'InvalidInput,*'
            Get-FlowservUser | Should -BeNullOrEmpty
        }
    }

    Context 'credentials' {
        It 'accepts them by position, by name and from the pipeline' {
            $credential = [pscredential]::new('anna', (ConvertTo-SecureString $goodPassword -AsPlainText))
            (Register-FlowservUser $credential).Username | Should -Be 'anna'
            (Connect-FlowservUser $credential -NoCurrent).Username | Should -Be 'anna'
            Unregister-FlowservUser anna -Confirm:$false
            ($credential | Register-FlowservUser).Username | Should -Be 'anna'
            (Connect-FlowservUser -Credential $credential -NoCurrent).Username | Should -Be 'anna'
        }
    }

    Context 'rows' {
        It 'takes <_> rows' -ForEach 'CSV', 'JSON', 'hashtable', 'JSON as a hashtable', 'data table' {
            $rows = switch ($_) {
                'CSV' { "Name,Password,Mail`nanna,$goodPassword,x" | ConvertFrom-Csv }
                'JSON' { "[{`"username`":`"anna`",`"password`":`"$goodPassword`",`"age`":3}]" | ConvertFrom-Json }
                'hashtable' { @{ username = 'anna'; password = $goodPassword } }
                'JSON as a hashtable' { "[{`"Username`":`"anna`",`"Password`":`"$goodPassword`"}]" | ConvertFrom-Json -AsHashtable }
                'data table' {
                    $table = [Data.DataTable]::new()
                    'Username', 'Password' | ForEach-Object { $null = $table.Columns.Add($_) }
                    $null = $table.Rows.Add('anna', $goodPassword)
                    , $table.Rows
                }
            }
            ($rows | Register-FlowservUser).Username | Should -Be 'anna'
            (Connect-FlowservUser anna -Password $goodPassword -NoCurrent).Username | Should -Be 'anna'
        }

        It 'accepts a number as a password, as its digits' {
            '[{"Username":"anna","Password":20260105123}]' | ConvertFrom-Json | Register-FlowservUser | Out-Null
            [pscustomobject]@{ Username = 'bert'; Password = [double] 20260105123 } | Register-FlowservUser | Out-Null
            Register-FlowservUser carl -Password 0020260105 | Out-Null
            (Connect-FlowservUser anna -Password 20260105123 -NoCurrent).Username | Should -Be 'anna'
            (Connect-FlowservUser bert -Password '20260105123' -NoCurrent).Username | Should -Be 'bert'
            (Connect-FlowservUser carl -Password '0020260105' -NoCurrent).Username | Should -Be 'carl'
        }

        It 'accepts columns with other names through script blocks' {
            $user = [pscustomobject]@{ Login = 'anna'; Initial = $goodPassword } | Register-FlowservUser -Username { $_.Login } -Password { $_.Initial }
            $user.Username | Should -Be 'anna'
            (Connect-FlowservUser anna -Password $goodPassword -NoCurrent).Username | Should -Be 'anna'
        }

        It 'writes each user before the next row is read, so that they can be matched' {
            $rows = 1..5 | ForEach-Object { [pscustomobject]@{ Username = "user$_"; Mail = "user$_@example.org" } }
            $rows | ForEach-Object { $_ } -PipelineVariable row | Register-FlowservUser -GeneratePassword |
                ForEach-Object { "$($_.Username) $($row.Mail)" } | Should -Be ($rows | ForEach-Object { "$($_.Username) $($_.Mail)" })
        }

        It 'registers users in another database with the same status' {
            'anna', 'bert', 'carl' | Register-FlowservUser -Password $goodPassword | Out-Null
            Disable-FlowservUser bert
            Register-FlowservUser dora -Password $goodPassword -RequireActivation | Out-Null
            $file = Join-Path $TestDrive 'users.csv'
            Get-FlowservUser -All | Export-Csv $file

            $csv = Import-Csv $file | Register-FlowservUser -GeneratePassword -Database (Join-Path $TestDrive 'csv.db') -Parallel
            $json = Get-FlowservUser -All | ConvertTo-Json | ConvertFrom-Json | Register-FlowservUser -GeneratePassword -Database (Join-Path $TestDrive 'json.db') -Parallel
            foreach ($users in $csv, $json) {
                $users | ForEach-Object { "$($_.Username) $($_.Status)" } | Should -Be 'anna Active', 'bert Disabled', 'carl Active', 'dora Pending'
            }
            ($csv | Where-Object Status -EQ Disabled | Get-FlowservUser -Database (Join-Path $TestDrive 'csv.db')).Status | Should -Be 'Disabled'
        }

        It 'makes only users pending with -RequireActivation who would be active' {
            @{ Name = 'a'; Status = 'Active' }, @{ Name = 'b'; Status = 'Disabled' }, @{ Name = 'c'; Status = '' } |
                Register-FlowservUser -Password $goodPassword -RequireActivation | ForEach-Object Status | Should -Be 'Pending', 'Disabled', 'Pending'
        }

        It 'skips existing users with -SkipExisting<name>' -ForEach @{ name = ''; options = @{} }, @{ name = ' -Parallel'; options = @{ Parallel = $true } } {
            $null = Register-FlowservUser bert -Password $goodPassword
            $users = 'anna', 'BERT', 'carl', 'anna' | Register-FlowservUser -GeneratePassword -SkipExisting @options -ErrorVariable failures
            $users.Username | Should -Be 'anna', 'carl'
            $failures | Should -BeNullOrEmpty
            # Not even a password that would be refused counts for those.
            @{ Name = 'bert'; Password = '' } | Register-FlowservUser -SkipExisting -ErrorAction Stop | Should -BeNullOrEmpty
        }
    }

    Context 'invalid rows' {
        BeforeAll {
            $faulty = @(
                @{ Username = 'anna'; Password = $goodPassword }
                @{ Username = 'ANNA'; Password = $secret }
                @{ Username = ''; Password = $secret }
                @{ Username = 'bert'; Password = 'short' }
                @{ Username = 'carl'; Password = [datetime]::new(2026, 3, 1) }
                @{ Username = 'dora'; Password = $secret; Status = 'Asleep' }
                @{ Login = 'emil'; Password = $secret }
                @{ Username = 'fritz'; Kennwort = $secret }
                @{ Username = 'gina'; Password = $null }
                @{ Username = 'hugo'; Password = $goodPassword }
            ) | ForEach-Object { [pscustomobject]$_ }
            $expected = @(
                '2 DuplicateUser ANNA', '3 InvalidUsername ', '4 PasswordRejected bert', '5 InvalidInput carl', '6 InvalidInput dora'
                '7 InvalidInput ', '8 InvalidInput fritz', '9 PasswordRejected gina'
            )
        }

        It 'reports the number and name of each<name>, and nothing else from it' -ForEach @(
            @{ name = ''; options = @{} }
            @{ name = ' in parallel'; options = @{ Parallel = $true } }
            @{ name = ' that would be one'; options = @{ WhatIf = $true } }
        ) {
            $users = $faulty | Register-FlowservUser @options -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures | Sort-Object { $_.Exception.Row } | ForEach-Object {
                "$($_.Exception.Row) $(($_.FullyQualifiedErrorId -split ',')[0]) $($_.TargetObject)"
            } | Should -Be $expected
            $failures | ForEach-Object { "$_" | Should -BeLike "Row $($_.Exception.Row): *" }
            Get-ErrorText $failures | Should -Not -BeLike "*$secret*"
            if ($options.WhatIf) {
                Get-FlowservUser -All | Should -BeNullOrEmpty
            }
            else {
                $users.Username | Should -Be 'anna', 'hugo'
            }
        }

        It 'stops if the first row is not usable, and repeats nothing from it: <_>' -ForEach 'semicolons', 'no header', 'another column', 'no name' {
            $rows = switch ($_) {
                'semicolons' { "Username;Password`nanna;$secret" | ConvertFrom-Csv }
                'no header' { "anna,$secret`nbert,$secret" | ConvertFrom-Csv }
                'another column' { "Username,Kennwort`nanna,$secret" | ConvertFrom-Csv }
                'no name' { @{ Password = $secret } }
            }
            $failure = { $rows | Register-FlowservUser } | Should -Throw -ErrorId 'InvalidInput,*' -PassThru
            Get-ErrorText $failure | Should -Not -BeLike "*$secret*"
        }

        It 'checks taken names and duplicate names with -WhatIf' {
            $null = Register-FlowservUser anna -Password $goodPassword
            'bert', 'anna', 'BERT' | Register-FlowservUser -GeneratePassword -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures.TargetObject | Should -Be 'anna', 'BERT'
            (Get-FlowservUser).Username | Should -Be 'anna'
        }

        It 'leaves no new database behind when nobody can be registered' {
            $new = Join-Path $TestDrive 'new.db'
            'a', 'a', '' | Register-FlowservUser -GeneratePassword -WhatIf -Database $new -ErrorAction SilentlyContinue
            Register-FlowservUser anna -Password short -Database $new -ErrorAction SilentlyContinue
            Test-Path $new | Should -BeFalse
        }
    }
}

Describe 'Logging in interactively' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
    }

    It 'takes the name first, and the password by position or by name' {
        (Connect-FlowservUser alice $goodPassword -NoCurrent).Username | Should -Be 'alice'
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).Username | Should -Be 'alice'
        (Connect-FlowservUser -Username ALICE -Password (ConvertTo-SecureString $goodPassword -AsPlainText) -NoCurrent).Username | Should -Be 'alice'
    }

    It 'completes the name' {
        (TabExpansion2 'Connect-FlowservUser al' 23).CompletionMatches.CompletionText | Should -Be 'alice'
    }

    It 'accepts the result of a registration with a generated password' {
        ('bob' | Register-FlowservUser -GeneratePassword | Connect-FlowservUser -NoCurrent).Username | Should -Be 'bob'
    }
}
