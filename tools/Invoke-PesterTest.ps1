<#
.SYNOPSIS
Runs Pester tests in this process and writes their counts to a file. Used by build.ps1, which starts it in a separate process.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string[]] $Path,

    [string] $Filter,

    [Parameter(Mandatory)]
    [string] $ResultFile
)

# No preference is set here: the tests would inherit it, and a nonterminating error would then end commands that it does not end for a user.
Import-Module (Join-Path $PSScriptRoot '../output/Pester/Pester.psd1') -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Filter ? 'Detailed' : 'Normal'
if ($Filter) {
    $configuration.Filter.FullName = $Filter
}
$result = Invoke-Pester -Configuration $configuration
@{
    Passed = $result.PassedCount
    Failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    Skipped = $result.SkippedCount + $result.InconclusiveCount
} | ConvertTo-Json | Set-Content $ResultFile
