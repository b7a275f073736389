<#
.SYNOPSIS
Runs the tests of Core on .NET 8, whose runtime is a package, and returns their counts. Used by build.ps1 Test -Platform Net8.
#>
[CmdletBinding()]
param(
    [string] $Configuration = 'Release'
)

$project = Join-Path $PSScriptRoot '../tests/FlowservUsers.Core.Tests'
$counts = @{ Passed = 0; Failed = 0; Skipped = 0 }
& dotnet run --project $project --configuration $Configuration --property:TestOnNet8=true -- -noColor | ForEach-Object {
    if ($_ -match 'Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+), Not Run: (?<notrun>\d+)') {
        $counts.Failed = [int] $Matches.errors + [int] $Matches.failed
        $counts.Skipped = [int] $Matches.skipped + [int] $Matches.notrun
        $counts.Passed = [int] $Matches.total - $counts.Failed - $counts.Skipped
    }
    Write-Host $_
}
if ($LASTEXITCODE -ne 0 -and $counts.Failed -eq 0) {
    Write-Host "The tests ended with exit code $LASTEXITCODE."
    $counts.Failed = 1
}
$counts
