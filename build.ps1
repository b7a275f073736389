#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests, packs or installs FlowservUsers.
.DESCRIPTION
Calls dotnet and Pester and does nothing of its own; each command works without PowerShell too.
.PARAMETER Task
Build assembles the module in output/FlowservUsers. Test runs every test, and the Pester suite as well. Package makes
output/FlowservUsers.<version>.nupkg, in the form that Publish-PSResource makes. Install copies the module to where
PowerShell looks for the modules of this user. Clean removes what the others made.
.PARAMETER Configuration
Release, unless told otherwise.
.EXAMPLE
./build.ps1 Install
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$solution = Join-Path $PSScriptRoot 'FlowservUsers.sln'
$module = Join-Path $PSScriptRoot 'module/FlowservUsers.Module.csproj'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE."
    }
}

switch ($Task) {
    'Build' { Invoke-DotNet build $solution --configuration $Configuration }
    'Test' {
        Invoke-DotNet test --solution $solution --configuration $Configuration
        Import-Module Pester -MinimumVersion 5.0
        $result = Invoke-Pester -Path (Join-Path $PSScriptRoot 'tests/pester') -PassThru
        if ($result.Result -ne 'Passed') {
            throw "$($result.FailedCount) Pester tests failed."
        }
    }
    'Package' { Invoke-DotNet pack $module --configuration $Configuration }
    'Install' { Invoke-DotNet build $module --configuration $Configuration '-target:Install' }
    'Clean' { Invoke-DotNet clean $solution --configuration $Configuration }
}
