Describe 'A text that may contain a server password' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $folder = Join-Path $TestDrive 'empty'
        $null = New-Item -ItemType Directory $folder
    }

    It '<_> is refused, never repeated, and never used as a file name' -ForEach @(
        'Host=h;Username=u;Password=s3cr3t', 'host=h user=u password = s3cr3t', 'Server=h;Uid=u;Pwd=s3cr3t', 'Data Source=s3cr3t.db', 'pwd=s3cr3t'
        'postgresql:/app:s3cr3t@h/db', 'postgres:app:s3cr3t@h', 'postgresql//app:s3cr3t@h/db', 'postgresql+psycopg2:/app:s3cr3t@h/db'
        'mysql:/app:s3cr3t@h/db', 'app:s3cr3t@h/db', 'postgresql://app:5432/s3cr3t@h/db', 'postgresql://app:s3cr3t?x@h/db', 'postgresq://app:s3cr3t@h/db'
        'postgresql://app:s3cr3t@h:1x/db', "postgresql:/app:s3cr3t@h/db`n"
    ) {
        Push-Location $folder
        try {
            $shown = foreach ($command in {
                    Register-FlowservUser alice -Password $goodPassword -Database $_ -Verbose
                }, { Get-FlowservUser -Database $_ -Verbose }, { Get-FlowservDatabase $_ -Verbose }, { Set-FlowservDatabase $_ -Verbose; Get-FlowservUser -Verbose },
                { Backup-FlowservDatabase $_ -Verbose }, { Copy-FlowservDatabase $_ -Verbose }, { Import-FlowservUser $_ -Verbose }) {
                $before = $env:FLOWSERV_DATABASE
                $given = $_
                $failure = try { $given | ForEach-Object $command *>&1 } catch { $_ }
                $failure | Should -Not -BeNullOrEmpty
                $failure | Format-List * -Force
                $failure | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.Exception; $_.CategoryInfo; $_.TargetObject }
                $env:FLOWSERV_DATABASE = $before
            }
            ($shown | Where-Object { $_ -isnot [System.Management.Automation.InvocationInfo] } | Out-String) -split "`n" |
                Where-Object { $_ -notmatch '^\s*(Line|Statement|PositionMessage|InvocationName|MyCommand)' } | Should -Not -BeLike '*s3cr3t*'
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It '<_> is a path' -ForEach 'a=b.db', 'a;Mode=Memory.db', 'me@home.db', './a:b@c.db' {
        Push-Location $folder
        try {
            (Register-FlowservUser alice -Password $goodPassword -Database $_).Username | Should -Be 'alice'
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Characters that control a terminal' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $hostile = "bob`e[31mX`e]0;title`a`r`nWARNING: forged"
    }

    It 'appear in no message, prompt, target or table' {
        $shown = @(
            Request-FlowservPasswordReset $hostile
            foreach ($command in {
                    Register-FlowservUser $hostile -Password $goodPassword
                }, { Get-FlowservUser $hostile }, { Get-FlowservUser alice -Database "no/such`e[31mx" -Verbose }, { Rename-FlowservUser alice $hostile },
                { Connect-FlowservUser -Username $hostile -Password x }, { Set-FlowservPassword $hostile -CurrentPassword x -NewPassword $goodPassword },
                { Revoke-FlowservSession -Id $hostile }, { Get-FlowservAuditEvent $hostile }, { Backup-FlowservDatabase "no/such`e[31mx" }) {
                try { & $command *>&1 } catch { $_ }
            }
        )
        $text = $shown | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.Exception.Message; $_.CategoryInfo } else { $_ }
        } | Out-String -Width 500 | ForEach-Object { $_ -replace "`e\[\d*(;\d+)*m" }
        $text | Should -BeLike '*bob*'
        $text | Should -Not -Match "[\e\a]|(?m)^WARNING: forged"
    }

    It 'appear in no What if message' {
        $transcript = Join-Path $TestDrive 'whatif.txt'
        Start-Transcript $transcript | Out-Null
        try {
            Rename-FlowservUser alice $hostile -WhatIf
            Request-FlowservPasswordReset $hostile -WhatIf
            Set-FlowservPassword $hostile -CurrentPassword x -NewPassword $goodPassword -WhatIf
            Register-FlowservUser $hostile -Password $goodPassword -WhatIf -ErrorAction SilentlyContinue
        }
        finally {
            Stop-Transcript | Out-Null
        }
        $text = Get-Content $transcript -Raw
        $text | Should -BeLike '*bob*'
        $text | Should -Not -Match "[\e\a]|(?m)^WARNING: forged"
    }
}
