# Dot-sourced by each file: the staged module, and a database of its own in Pester's temporary folder.

$moduleFolder = (Resolve-Path (Join-Path $PSScriptRoot '../../output/FlowservUsers')).Path
$goodPassword = 'correct horse battery'

<#
.SYNOPSIS
Makes an empty database whose passwords cost as little as possible, and chooses it for this runspace.
.OUTPUTS
Its path.
#>
function New-TestDatabase {
    Import-Module $moduleFolder
    $path = Join-Path $TestDrive "users-$(New-Guid).db"
    Set-FlowservDatabase $path
    $null = Register-FlowservUser setup -Password $goodPassword
    $null = Set-FlowservPolicy -WorkFactor 4 -WarningAction SilentlyContinue
    Unregister-FlowservUser setup -Confirm:$false
    $path
}

<#
.SYNOPSIS
Runs a command in a PowerShell process of its own, which nobody can answer.
.OUTPUTS
ExitCode and Output, which holds both streams as text.
#>
function Invoke-UnattendedPowerShell([string] $Command) {
    # Where PowerShell is a .NET tool there is no pwsh beside it: its assembly is started by the dotnet that runs this one.
    $program = [Environment]::ProcessPath
    $assembly = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
    $output = & $program @($assembly) -NoProfile -NonInteractive -Command "Import-Module '$moduleFolder'; $Command" 2>&1 | Out-String
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output }
}
