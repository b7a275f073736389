# The examples of the help, the topics and README do what they say when they are typed as they stand.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    Import-Module $moduleFolder
    $notes = Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Examples.psd1')

    function New-Example([string] $Source, [string] $Name, [string] $Code) {
        $statements = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null).EndBlock.Statements.ForEach{ $_.Extent.Text }
        @{
            Source = $Source
            Name = $Name
            Code = $Code
            Commands = @($statements | Where-Object { $_ -notin $notes.LeftOut[$Name] })
            LeftOut = @($notes.LeftOut[$Name] | Where-Object { $_ })
            Statements = $statements
            Preparation = $notes.Preparations[$Name]
            Proof = $notes.Proofs[$Name]
        }
    }

    $examples = @(
        foreach ($command in (Get-Command -Module FlowservUsers).Name) {
            $number = 0
            foreach ($example in (Get-Help $command -Full).examples.example) {
                $number++
                New-Example $command "$command example $number" $example.code
            }
        }
        # In a topic, commands are the indented paragraphs that begin like one.
        foreach ($topic in Get-ChildItem (Join-Path $moduleFolder en-US) -Filter 'about_*.help.txt') {
            $name = $topic.Name -replace '\.help\.txt$'
            (Get-Content $topic -Raw).ReplaceLineEndings("`n") -split "`n`n" | Where-Object { $_ -cmatch '\A\n*( {6}(\$|try |if |[A-Z][a-z]+-[A-Z]\w+))(.*\n {6})*.*\n?\z' } |
                ForEach-Object { New-Example $name "${name}: $($_.Trim().Split("`n")[0].Trim())" $_ }
        }
        foreach ($block in [regex]::Matches((Get-Content (Join-Path $repository README.md) -Raw).ReplaceLineEndings("`n"), '(?ms)^```powershell\n(?<code>.*?)^```')) {
            $code = $block.Groups['code'].Value
            New-Example README.md "README.md: $($code.Trim().Split("`n")[0].Trim())" $code
        }
    )
}

Describe 'Examples' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        . (Join-Path $PSScriptRoot 'FlowservDatabase.ps1')
        Add-Type -Path (Join-Path $PSScriptRoot AnsweringHost.cs)
        $environment = @{}
        'FLOWSERV_DATABASE', 'FLOWSERV_ACCESS_TOKEN', 'FLOWSERV_KEY_FILE', 'PGPASSWORD' | ForEach-Object { $environment[$_] = [Environment]::GetEnvironmentVariable($_) }

        # Users with a year of history, files in the current folder: each example starts with a copy.
        $template = (New-Item -ItemType Directory (Join-Path $TestDrive template)).FullName
        $database = New-TestDatabase
        $day = 86400000
        function Move-Back([int] $Days) {
            Invoke-Sql $database (@(
                    "UPDATE users SET created_at = created_at - $Days * $day, activated_at = activated_at - $Days * $day, last_login_at = last_login_at - $Days * $day, password_changed_at = password_changed_at - $Days * $day"
                    "UPDATE sessions SET created_at = created_at - $Days * $day, last_used_at = last_used_at - $Days * $day, expires_at = expires_at - $Days * $day"
                    "UPDATE audit_events SET id = id - (($Days * $day) << 15), occurred_at = occurred_at - $Days * $day") -join ';')
        }
        foreach ($name in 'old-1', 'old-2', 'alice', 'bob', 'carol', 'jobs') { $null = Register-FlowservUser $name $goodPassword }
        $null = Register-FlowservUser dora $goodPassword -RequireActivation
        Disable-FlowservUser carol
        $null = Connect-FlowservUser -Username old-1 -Password $goodPassword -NoCurrent
        Move-Back 270
        $null = Connect-FlowservUser -Username old-2 -Password $goodPassword -Lifetime 365.00:00 -NoCurrent
        Move-Back 100
        1..5 | ForEach-Object { Connect-FlowservUser -Username bob -Password 'not this' -ErrorAction Ignore }
        Connect-FlowservUser -Username alice -Password 'not this' -ErrorAction Ignore
        $key = (Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent).ApiKey
        $requestId = (Request-FlowservPasswordReset alice).RequestId
        $nightly = Connect-FlowservUser -Username jobs -Password $goodPassword -NoCurrent -Label nightly
        # For longer than an example takes.
        Invoke-Sql $database "UPDATE users SET locked_until = locked_until + $day WHERE username = 'bob'"
        Invoke-Sql $database "UPDATE sessions SET id = '7kq2hx4mzp3a' WHERE label = 'nightly'"
        $null = Backup-FlowservDatabase (Join-Path $template users.db)
        'Username,Password', 'nina,a password of nina', 'nils,a password of nils' | Set-Content (Join-Path $template new.csv)
        'Username', 'nora', 'noah' | Set-Content (Join-Path $template names.csv)
        'Username,Mail', 'paula,paula@example.org' | Set-Content (Join-Path $template people.csv)
        'Login,Initial', 'paul,a password of paul' | Set-Content (Join-Path $template staff.csv)
        'peter:$2y$04$U5hbfi4xBhh8wjEOkYIbXuNISS3SMZpu6qlX.c2stf5tLdPEyTNHq' | Set-Content (Join-Path $template htpasswd)
        'Username,NewUsername', 'alice,alicia', 'bob,robert' | Set-Content (Join-Path $template renames.csv)
        New-FlowservDatabase (Join-Path $template flowserv.db) @(
            'frida', 'FRIDA' | ForEach-Object { "INSERT INTO api_user VALUES ('$([guid]::NewGuid().ToString('N'))', '$(Get-FlowservHash $goodPassword)', '$_', 1)" })

        # A vault, as the module Microsoft.PowerShell.SecretManagement has it.
        $preamble = {
            Set-StrictMode -Version 1
            $vault = @{ 'flowserv-jobs' = $nightlyKey; 'flowserv-nightly' = $nightlyKey; 'flowserv-jobs-password' = $password }
            function Set-Secret([string] $Name, [object] $Secret) { $vault[$Name] = $Secret }
            function Get-Secret([string] $Name) { $vault[$Name] ?? $(throw "The vault has no secret named $Name.") }
            Import-Module $moduleFolder
            Set-Location $folder
            Set-FlowservDatabase $database
            $null = Connect-FlowservUser -ApiKey $key
        }

        function Invoke-Example([string] $Script) {
            $shell = [powershell]::Create($runspace)
            try {
                $output = $shell.AddScript($Script).Invoke()
                $shell.Streams.Error | Select-Object -First 1 | ForEach-Object { throw $_ }
                # A prompt for a request's identifier is answered with the output of the previous command.
                if ($output -and $output[-1] -is [string]) {
                    $person.Answers['RequestId'] = $output[-1]
                }
                $output
            }
            finally {
                $shell.Dispose()
            }
        }
    }

    BeforeEach {
        $folder = Join-Path $TestDrive "example-$(New-Guid)"
        Copy-Item $template $folder -Recurse
        $person = [AnsweringHost]::new()
        'Password', 'CurrentPassword', 'Password of the server', 'New password', 'Another one' | ForEach-Object { $person.Answers[$_] = $goodPassword }
        $person.Answers['NewPassword'] = 'another good password'
        $runspace = [runspacefactory]::CreateRunspace($person)
        $runspace.Open()
        @{
            folder = $folder; database = Join-Path $folder users.db; moduleFolder = $moduleFolder; password = $goodPassword
            new = 'another good password'; key = $key; requestId = $requestId; nightly = $nightly; nightlyKey = $nightly.ApiKey
        }.GetEnumerator() | ForEach-Object { $runspace.SessionStateProxy.SetVariable($_.Key, $_.Value) }
        $null = Invoke-Example $preamble
    }

    AfterEach {
        $runspace.Dispose()
        $environment.Keys | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $environment[$_]) }
    }

    It 'runs as written: <Name>' -ForEach ($examples | Where-Object Commands) {
        if ($Code -match '\A\s*Register-FlowservUser (\w+)') {
            # Users whom the first command registers must not exist before.
            $null = Invoke-Example "Unregister-FlowservUser $($Matches[1]) -Confirm:`$false -ErrorAction Ignore"
        }
        if ($Preparation) {
            $null = Invoke-Example $Preparation
        }
        $person.Written.Clear()
        $output = @($Commands | ForEach-Object { Invoke-Example $_ })
        ($person.Written -like 'What if: *').Count -gt 0 | Should -Be ($Code -like '*-WhatIf*')
        if ($Proof) {
            $output | Should -BeNullOrEmpty
            Invoke-Example "[bool]($Proof)" | Should -BeTrue -Because $Proof
        }
        else {
            $output | Should -Not -BeNullOrEmpty
        }
    }

    It 'are left out only where they need a server or build the module: <Name>' -ForEach ($examples | Where-Object LeftOut) {
        $LeftOut | Where-Object { $_ -notin $Statements } | Should -BeNullOrEmpty
        $Code | Should -Match 'postgresql(\+\w+)?://|build\.ps1'
    }

    It 'exist in every command, every topic and README, and notes exist only for existing examples' -ForEach @{
        Names = $examples.Name; Sources = $examples.Source | Select-Object -Unique; Known = @($notes.Preparations.Keys) + $notes.Proofs.Keys + $notes.LeftOut.Keys
    } {
        $Known | Where-Object { $_ -notin $Names } | Should -BeNullOrEmpty
        $Names | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        $topics = (Get-ChildItem (Join-Path $moduleFolder en-US) -Filter 'about_*').Name -replace '\.help\.txt$'
        Compare-Object $Sources (@((Get-Command -Module FlowservUsers).Name) + $topics + 'README.md') | Should -BeNullOrEmpty
    }
}
