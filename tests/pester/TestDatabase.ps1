# Dot-sourced by each file: the staged module, and a separate database in Pester's temporary folder.

$repository = Convert-Path (Join-Path $PSScriptRoot '../..')
# A plain string: with what Convert-Path leaves on it, a session configuration file takes it for no text.
$moduleFolder = [IO.Path]::Combine($repository, 'output', 'FlowservUsers')
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
Starts a PowerShell process of its own, which nobody can answer and whose streams are read by the test.
#>
function Start-ChildPowerShell([string[]] $Arguments, [hashtable] $Environment = @{}, [string] $Folder = $TestDrive, [string[]] $Through) {
    # If PowerShell is a .NET tool, there may be no pwsh executable: its assembly is started with the dotnet that runs this one.
    $program = [Environment]::ProcessPath
    $assembly = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
    $command = @($Through) + $program + $assembly + '-NoProfile', '-NonInteractive' + $Arguments | Where-Object { $null -ne $_ }
    $start = [Diagnostics.ProcessStartInfo]::new($command[0], [string[]] $command[1..($command.Count - 1)])
    $start.WorkingDirectory = Convert-Path $Folder
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) {
        if ($null -eq $Environment[$name]) { $null = $start.Environment.Remove($name) } else { $start.Environment[$name] = $Environment[$name] }
    }
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process
}

<#
.SYNOPSIS
Runs PowerShell in a process of its own, which nobody can answer: a command with the module imported, or other arguments.
.OUTPUTS
ExitCode, Output and Error.
#>
function Invoke-ChildPowerShell([string] $Command, [string[]] $Arguments = @('-Command', "Import-Module '$moduleFolder'; $Command"), [hashtable] $Environment = @{}, [string] $Folder = $TestDrive) {
    $process = Start-ChildPowerShell $Arguments $Environment $Folder
    $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
    $process.WaitForExit()
    # As read from a pipe: on Windows too, lines end alike.
    [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result.ReplaceLineEndings("`n").TrimEnd(); Error = $errors.Result.ReplaceLineEndings("`n").TrimEnd() }
}

<#
.SYNOPSIS
Runs a command in a PowerShell process of its own, which nobody can answer.
.OUTPUTS
ExitCode and Output, which holds both streams as text.
#>
function Invoke-UnattendedPowerShell([string] $Command) {
    $result = Invoke-ChildPowerShell $Command -Folder $PWD
    [pscustomobject]@{ ExitCode = $result.ExitCode; Output = $result.Output + $result.Error }
}

<#
.SYNOPSIS
Executes statements in a SQLite file, with the library of the module itself.
#>
function Invoke-Sql([string] $Path, [string] $Statements) {
    $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } | Select-Object -Last 1
    $connection = [Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Statements
        $null = $command.ExecuteNonQuery()
    }
    finally {
        $connection.Dispose()
    }
}
