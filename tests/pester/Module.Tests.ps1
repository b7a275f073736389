Describe 'The module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $manifest = Import-PowerShellDataFile (Join-Path $moduleFolder 'FlowservUsers.psd1')
        # Goes through Core and its native library: registers in a new database and gives the name.
        $register = "(Register-FlowservUser alice -Password '$goodPassword' -Database `"$TestDrive/`$(New-Guid).db`").Username"
        $openOther = '$other = [Microsoft.Data.Sqlite.SqliteConnection]::new("Data Source=:memory:"); $other.Open(); "$($other.State)"; $other.Dispose()'
        $loadOther = "[Reflection.Assembly]::LoadFrom('$(Join-Path $repository 'output/OtherSqlite/Microsoft.Data.Sqlite.dll')').GetName().Version.ToString()"
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest (Join-Path $moduleFolder 'FlowservUsers.psd1')).Version | Should -Be $manifest.ModuleVersion
    }

    It 'exports every cmdlet, as the manifest lists them' {
        Import-Module $moduleFolder
        (Get-Command -Module FlowservUsers).Name | Should -Be $manifest.CmdletsToExport
        $assembly = (Get-Command Register-FlowservUser).ImplementingType.Assembly
        $attributes = $assembly.GetTypes() | ForEach-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) }
        $attributes | ForEach-Object { "$($_.VerbName)-$($_.NounName)" } | Sort-Object | Should -Be $manifest.CmdletsToExport
    }

    It 'has types that scripts can name and catch' {
        $null = New-TestDatabase
        [FlowservUsers.UserStatus]::Pending | Should -Be 'Pending'
        $null = Register-FlowservUser alice -Password $goodPassword
        $caught = try { Register-FlowservUser alice -Password $goodPassword -ErrorAction Stop } catch [FlowservUsers.DuplicateUserException] { "$($_.TargetObject)" }
        $caught | Should -Be 'alice'
    }

    It 'keeps working when it is reimported, removed, and used in a second runspace, and keeps its open databases' {
        $result = Invoke-ChildPowerShell @"
            Set-FlowservDatabase '$(Join-Path $TestDrive again.db)'
            $register
            `$null = Register-FlowservUser bob -Password '$goodPassword'
            `$key = (Connect-FlowservUser -Username bob -Password '$goodPassword').ApiKey
            Import-Module '$moduleFolder' -Force
            $register
            (Get-FlowservCurrentUser -ApiKey `$key).Username
            Remove-Module FlowservUsers
            Import-Module '$moduleFolder'
            $register
            Set-FlowservDatabase '$(Join-Path $TestDrive again.db)'
            (Get-FlowservCurrentUser -ApiKey `$key).Username
            `$second = [powershell]::Create()
            `$second.AddScript({ param(`$module) Import-Module `$module; $register; Remove-Module FlowservUsers }).AddArgument('$moduleFolder').Invoke()
            (Disconnect-FlowservUser -ApiKey `$key).Username
"@
        $result.Error | Should -BeNullOrEmpty
        $result.Output -split "`n" | Should -Be 'alice', 'alice', 'bob', 'alice', 'bob', 'alice', 'bob'
    }

    It 'says to start a new session once another version was used' {
        $other = Join-Path $TestDrive 'other/FlowservUsers'
        $null = New-Item -ItemType Directory -Path (Split-Path $other)
        Copy-Item $moduleFolder $other -Recurse
        $text = Get-Content (Join-Path $other 'FlowservUsers.psd1') -Raw
        Set-Content (Join-Path $other 'FlowservUsers.psd1') ($text -replace "(?<=ModuleVersion\s*=\s*')[0-9.]+", '99.0.1')
        $result = Invoke-ChildPowerShell @"
            Import-Module '$moduleFolder'
            `$null = Test-FlowservPassword -Password 'x' -Database missing.db -ErrorAction SilentlyContinue
            Remove-Module FlowservUsers
            Import-Module '$other'
            try { Get-FlowservPolicy } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }
            Remove-Module FlowservUsers
            Import-Module '$moduleFolder' -Force
            $register
"@
        $id, $message, $name = $result.Output -split "`n"
        $id | Should -BeLike 'OtherVersionLoaded,*'
        $message | Should -Be "FlowservUsers $($manifest.ModuleVersion) is loaded in this process and cannot be replaced by 99.0.1: start a new session."
        $name | Should -Be 'alice'
    }

    It 'works with another version of Microsoft.Data.Sqlite that was loaded before it' {
        $result = Invoke-ChildPowerShell -Arguments '-Command', "$loadOther; $openOther; Import-Module '$moduleFolder'; $register; $openOther"
        $result.Error | Should -BeNullOrEmpty
        $result.Output -split "`n" | Should -Be '9.0.23.0', 'Open', 'alice', 'Open'
    }

    It 'works with another version of Microsoft.Data.Sqlite that was loaded after it' {
        $result = Invoke-ChildPowerShell "$register; $loadOther; $openOther; $register"
        $result.Error | Should -BeNullOrEmpty
        $result.Output -split "`n" | Should -Be 'alice', '9.0.23.0', 'Open', 'alice'
    }

    It 'exposes only its own assemblies to others, and loads the server library only for a server' {
        $result = Invoke-ChildPowerShell @"
            `$null = $register
            [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object Location | Where-Object { `$_.StartsWith('$moduleFolder') } | Split-Path -Leaf | Sort-Object
            function Get-Loaded { [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name } | Where-Object { `$_ -in 'Microsoft.Data.Sqlite', 'Npgsql' } | Sort-Object }
            'with a file:'
            Get-Loaded
            try { Get-FlowservUser -Database 'postgresql://flowserv:secret@127.0.0.1:1/none' -ErrorAction Stop } catch [FlowservUsers.DatabaseUnavailableException] { 'with a server:' }
            Get-Loaded
"@
        $result.Error | Should -BeNullOrEmpty
        $result.Output -split "`n" | Should -Be 'FlowservUsers.Abstractions.dll', 'FlowservUsers.Loader.dll', 'FlowservUsers.PowerShell.dll',
            'with a file:', 'Microsoft.Data.Sqlite', 'with a server:', 'Microsoft.Data.Sqlite', 'Npgsql'
    }

    It 'names a missing native library' {
        $copy = Join-Path $TestDrive copy/FlowservUsers
        $null = New-Item -ItemType Directory $copy
        Copy-Item "$moduleFolder/*" $copy -Recurse
        Remove-Item "$copy/deps/runtimes" -Recurse
        $result = Invoke-ChildPowerShell -Arguments '-Command', "`$ErrorActionPreference = 'Stop'; Import-Module '$copy'; try { $register } catch { `$_.Exception.Message; exit 1 }"
        $result.ExitCode | Should -Be 1
        $result.Output | Should -BeLike "*'e_sqlite3'*"
        $result.Output.Contains((Join-Path $copy deps runtimes)) | Should -BeTrue -Because $result.Output
    }

    It 'shares a file with a copy of it in another process' {
        $database = New-TestDatabase
        $copy = Join-Path $TestDrive other/FlowservUsers
        $null = New-Item -ItemType Directory $copy
        Copy-Item "$moduleFolder/*" $copy -Recurse
        $processes = @{ ours = $moduleFolder; theirs = $copy }.GetEnumerator() | ForEach-Object {
            Start-ChildPowerShell '-Command', ("Import-Module '$($_.Value)'; 1..20 | ForEach-Object { Register-FlowservUser `"$($_.Key)-`$_`" -Password '$goodPassword' -Database '$database' } | Out-Null; " +
                '(Get-Module FlowservUsers).Version.ToString()')
        }
        $processes | ForEach-Object { $_.StandardOutput.ReadToEnd().Trim() } | Sort-Object | Should -Be $manifest.ModuleVersion, $manifest.ModuleVersion
        @(Get-FlowservUser -Database $database).Count | Should -Be 40
    }
}
