Describe 'The package' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $manifest = Import-PowerShellDataFile (Join-Path $moduleFolder 'FlowservUsers.psd1')
        $version = $manifest.ModuleVersion
        $package = Join-Path $repository "output/FlowservUsers.$version.nupkg"
        $shipped = @(
            'CHANGELOG.md'
            'FlowservUsers.Abstractions.dll'
            'FlowservUsers.Loader.dll'
            'FlowservUsers.PowerShell.dll'
            'FlowservUsers.format.ps1xml'
            'FlowservUsers.psd1'
            'FlowservUsers.types.ps1xml'
            'LICENSE'
            'THIRD-PARTY-NOTICES.txt'
            'deps/BCrypt-Net-Next.dll'
            'deps/FlowservUsers.Core.deps.json'
            'deps/FlowservUsers.Core.dll'
            'deps/Microsoft.Data.Sqlite.dll'
            'deps/Microsoft.Extensions.DependencyInjection.Abstractions.dll'
            'deps/Microsoft.Extensions.Logging.Abstractions.dll'
            'deps/Npgsql.dll'
            'deps/SQLitePCLRaw.batteries_v2.dll'
            'deps/SQLitePCLRaw.core.dll'
            'deps/SQLitePCLRaw.provider.e_sqlite3.dll'
            'deps/System.Diagnostics.DiagnosticSource.dll'
            'deps/runtimes/linux-arm64/native/libe_sqlite3.so'
            'deps/runtimes/linux-musl-arm64/native/libe_sqlite3.so'
            'deps/runtimes/linux-musl-x64/native/libe_sqlite3.so'
            'deps/runtimes/linux-x64/native/libe_sqlite3.so'
            'deps/runtimes/osx-arm64/native/libe_sqlite3.dylib'
            'deps/runtimes/osx-x64/native/libe_sqlite3.dylib'
            'deps/runtimes/win-arm64/native/e_sqlite3.dll'
            'deps/runtimes/win-x64/native/e_sqlite3.dll'
            'deps/runtimes/win-x86/native/e_sqlite3.dll'
            'en-US/FlowservUsers.PowerShell.dll-Help.xml'
            'en-US/about_FlowservUsers.help.txt'
            'en-US/about_FlowservUsers_Automation.help.txt'
            'en-US/about_FlowservUsers_Databases.help.txt'
            'en-US/about_FlowservUsers_Security.help.txt'
        ) | Sort-Object

        # The files in a folder, by their paths and contents.
        function Get-FolderContent([string] $Folder) {
            Get-ChildItem $Folder -Recurse -File | ForEach-Object {
                '{0} {1}' -f [IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/'), (Get-FileHash $_).Hash
            } | Sort-Object
        }

        function Expand-Package([string] $Path) {
            $folder = Join-Path $TestDrive "expanded-$(New-Guid)"
            [IO.Compression.ZipFile]::ExtractToDirectory($Path, $folder)
            $folder
        }
    }

    It 'is made of exactly the files that ship' {
        Get-FolderContent $moduleFolder | ForEach-Object { $_.Split(' ')[0] } | Sort-Object | Should -Be $shipped
    }

    It 'contains the staged module byte for byte, and a description that matches the manifest' {
        $folder = Expand-Package $package
        $description = [xml] (Get-Content (Join-Path $folder FlowservUsers.nuspec) -Raw)
        Remove-Item (Join-Path $folder FlowservUsers.nuspec)
        Remove-Item -LiteralPath (Join-Path $folder '[Content_Types].xml'), (Join-Path $folder _rels), (Join-Path $folder package) -Recurse -Force
        Get-FolderContent $folder | Should -Be (Get-FolderContent $moduleFolder)

        $metadata = $description.package.metadata
        $metadata.id, $metadata.version, $metadata.authors, $metadata.description | Should -Be 'FlowservUsers', $version, $manifest.Author, $manifest.Description
        $metadata.dependencies | Should -BeNullOrEmpty
        $tags = $metadata.tags.Split(' ')
        'PSModule', 'PSEdition_Core', 'PSIncludes_Cmdlet' | ForEach-Object { $tags | Should -Contain $_ }
        $tags -match '^PS(Cmdlet|Command)_' | Should -Be ($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" })
    }

    It 'is built together with a package for C# programs, with Core, its public types and their documentation' {
        $folder = Expand-Package (Join-Path $repository "output/FlowservUsers.Core.$version.nupkg")
        Get-ChildItem $folder -Recurse -File -Name | ForEach-Object { $_.Replace('\', '/') } | Where-Object { $_ -notmatch '^(_rels|package)/|^\[' } | Sort-Object | Should -Be @(
            'FlowservUsers.Core.nuspec'
            'lib/net8.0/FlowservUsers.Abstractions.dll'
            'lib/net8.0/FlowservUsers.Abstractions.xml'
            'lib/net8.0/FlowservUsers.Core.dll'
            'lib/net8.0/FlowservUsers.Core.xml'
            'README.md'
        )
        $metadata = ([xml] (Get-Content (Join-Path $folder FlowservUsers.Core.nuspec) -Raw)).package.metadata
        $metadata.version, $metadata.readme | Should -Be $version, 'README.md'
        $metadata.dependencies.group.dependency.id | Sort-Object | Should -Be 'BCrypt.Net-Next', 'Microsoft.Data.Sqlite', 'Npgsql'
    }

    It 'names every shipped package in the notices' {
        $notices = Get-Content (Join-Path $moduleFolder THIRD-PARTY-NOTICES.txt) -Raw
        $dependencies = Get-Content (Join-Path $moduleFolder deps/FlowservUsers.Core.deps.json) -Raw | ConvertFrom-Json -AsHashtable
        $dependencies.targets.Values | ForEach-Object { $_.GetEnumerator() } | Where-Object { $_.Value.runtime -or $_.Value.runtimeTargets } |
            ForEach-Object { $_.Key.Split('/')[0] } | Where-Object { $_ -notlike 'FlowservUsers.*' } | ForEach-Object { $notices | Should -BeLike "*$_*" }
    }

    It 'has processor-independent assemblies with the manifest''s version: <_>' -ForEach 'FlowservUsers.Abstractions.dll', 'FlowservUsers.Loader.dll', 'FlowservUsers.PowerShell.dll', 'deps/FlowservUsers.Core.dll' {
        $path = Join-Path $moduleFolder $_
        [Reflection.AssemblyName]::GetAssemblyName($path).Version | Should -Be "$version.0"
        $reader = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead($path))
        try {
            $reader.PEHeaders.CorHeader.Flags -band ([Reflection.PortableExecutable.CorFlags] 'ILOnly, Requires32Bit') | Should -Be ILOnly
        }
        finally {
            $reader.Dispose()
        }
    }

    # As users get it: both packages from a folder registered as a repository, in a separate home folder.
    Context 'From a repository' {
        BeforeAll {
            # In a function, since the script of the child is long.
            $script = Join-Path $TestDrive repositories.ps1
            @'
param([string] $Folder, [string] $Module, [string] $Package)
$ErrorActionPreference = 'Stop'
foreach ($name in 'published', 'packed') {
    $null = New-Item -ItemType Directory (Join-Path $Folder $name), (Join-Path $Folder "$name-saved")
    Register-PSResourceRepository "flowserv-$name" -Uri (Join-Path $Folder $name) -Trusted
}
try {
    Publish-PSResource -Path $Module -Repository flowserv-published
    Publish-PSResource -NupkgPath $Package -Repository flowserv-packed
    $found = foreach ($name in 'published', 'packed') {
        Find-PSResource FlowservUsers -Repository "flowserv-$name"
        Save-PSResource FlowservUsers -Repository "flowserv-$name" -Path (Join-Path $Folder "$name-saved")
    }
    Install-PSResource FlowservUsers -Repository flowserv-packed
    # By its name, as a user imports it.
    Import-Module FlowservUsers
    $user = Register-FlowservUser alice -GeneratePassword -Database (Join-Path $Folder users.db)
    @{
        Found = @($found | ForEach-Object { "$($_.Name) $($_.Version) $($_.Author): $($_.Description)" })
        Base = (Get-Module FlowservUsers).ModuleBase
        Registered = $user.Username
        Help = (Get-Help Register-FlowservUser).Synopsis
    } | ConvertTo-Json
}
finally {
    Unregister-PSResourceRepository flowserv-published, flowserv-packed
}
'@ | Set-Content $script
            $userHome = (New-Item -ItemType Directory (Join-Path $TestDrive home)).FullName
            $folder = (New-Item -ItemType Directory (Join-Path $TestDrive repositories)).FullName
            $run = Invoke-ChildPowerShell -Arguments '-File', $script, '-Folder', $folder, '-Module', $moduleFolder, '-Package', $package -Environment @{
                HOME = $userHome; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null
            }
            $outcome = $run.Output | ConvertFrom-Json
        }

        It 'is found' {
            $run.Error | Should -BeNullOrEmpty
            $outcome.Found | Should -Be (@("FlowservUsers $version $($manifest.Author): $($manifest.Description)") * 2)
        }

        It 'is saved as the staged module, whether packed by Publish-PSResource or by the build' {
            'published', 'packed' | ForEach-Object { Get-FolderContent (Join-Path $folder "$_-saved/FlowservUsers/$version") | Should -Be (Get-FolderContent $moduleFolder) }
        }

        It 'is installed for the user, imported by its name, and works' {
            $outcome.Base | Should -BeLike "*FlowservUsers*$version"
            if (-not $IsWindows) {
                $outcome.Base | Should -BeLike "$userHome*"
            }
            $outcome.Registered | Should -Be 'alice'
            $outcome.Help | Should -Not -BeNullOrEmpty
            $outcome.Help | Should -Not -BeLike '*Register-FlowservUser*'
        }
    }
}
