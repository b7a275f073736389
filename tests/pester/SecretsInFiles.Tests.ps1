Describe 'The secret of a result' {
    BeforeDiscovery {
        $results = @(
            @{ Name = 'the API key of a session'; Property = 'ApiKey'; Make = { Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent @args } }
            @{ Name = 'the identifier of a reset request'; Property = 'RequestId'; Make = { Request-FlowservPasswordReset alice @args } }
            @{ Name = 'a generated password'; Property = 'Password'; Make = { Register-FlowservUser "user-$(New-Guid)" -GeneratePassword @args } }
        )
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $file = Join-Path $TestDrive 'result.xml'

        function Find-Secret([string] $Text, [securestring] $Secret) {
            $plain = ConvertFrom-SecureString $Secret -AsPlainText
            $hex = -join ([Text.Encoding]::Unicode.GetBytes($plain) | ForEach-Object { $_.ToString('x2') })
            $Text.Contains($plain) -or $Text.Contains($hex, [StringComparison]::OrdinalIgnoreCase)
        }
    }

    It 'stays out of files: <Name>' -ForEach $results {
        $result = & $Make
        $secret = $result.$Property
        $secret | Should -BeOfType ([securestring])
        foreach ($written in $result, @{ a = $result }, @($result, 1), ([pscustomobject]@{ s = $result }), ($result | Select-Object *), $result.PSObject.BaseObject,
            ($result | Select-Object * -ExcludeProperty Id), ([Collections.Generic.List[object]] @($result))) {
            Export-Clixml -InputObject $written $file
            Find-Secret (Get-Content $file -Raw) $secret | Should -BeFalse
            Find-Secret (ConvertTo-Json $written -WarningAction SilentlyContinue) $secret | Should -BeFalse
            Find-Secret ([System.Management.Automation.PSSerializer]::Serialize($written)) $secret | Should -BeFalse
        }
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Result, $File) Export-Clixml -InputObject $Result -Path $File; $Result | Select-Object * | Export-Clixml "$File.2"').AddArgument($result).AddArgument($file).Invoke()
        $shell.HadErrors | Should -BeFalse
        $shell.Dispose()
        Find-Secret (Get-Content $file, "$file.2" -Raw) $secret | Should -BeFalse
    }

    It 'is accessible and usable, and a string with -AsPlainText: <Name>' -ForEach $results {
        $result = & $Make
        ($result | Out-String) | Should -BeLike "*$Property*hidden*"
        $plain = & $Make -AsPlainText
        $plain.$Property | Should -BeOfType ([string])
        ($plain | Out-String -Width 300) | Should -BeLike "*$($plain.$Property)*"
        ($plain | ConvertTo-Csv | ConvertFrom-Csv).$Property | Should -Be $plain.$Property
    }

    It 'works from the pipeline' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        ($session | Get-FlowservCurrentUser).Username | Should -Be 'alice'
        (Get-FlowservCurrentUser -ApiKey $session.ApiKey).Username | Should -Be 'alice'
        ($session | Disconnect-FlowservUser).Username | Should -Be 'alice'
        (Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $goodPassword).Username | Should -Be 'alice'
        $user = Register-FlowservUser bob -GeneratePassword
        (Connect-FlowservUser -Username bob -Password $user.Password).Username | Should -Be 'bob'
    }
}
