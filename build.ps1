#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, demonstrates, tests, measures, packs or installs FlowservUsers.
.DESCRIPTION
Needs the .NET SDK in global.json; 'dotnet tool restore' installs the PowerShell to run it with: dotnet pwsh build.ps1 <task>.
.PARAMETER Task
Build assembles the module in output/FlowservUsers. Demo builds it and runs examples/first-steps.ps1 on the database
output/demo.db. Test runs every test, and ends with one line of totals. Benchmark measures: build.ps1 Benchmark report.
Package creates output/FlowservUsers.<version>.nupkg, in the format of Publish-PSResource, and
FlowservUsers.Core.<version>.nupkg for C# programs. Install copies the module
to your own PowerShell module folder. Clean removes the output of the other tasks.
.PARAMETER Configuration
The build configuration. The default is Release.
.PARAMETER Interactive
With Demo: opens a prompt with the module loaded, on the database output/demo.db, instead of running the example.
.PARAMETER Path
With Test: runs only these files or folders of tests/pester.
.PARAMETER Filter
With Test: runs only the Pester tests whose full name matches this wildcard pattern.
.PARAMETER Platform
With Test: Net8 runs the tests of Core on .NET 8, the runtime of PowerShell 7.4, which is downloaded as a package.
.PARAMETER PostgreSql
With Test: the version of the PostgreSQL server to run the tests on, such as 18. By default, the installed one is used, or else the newest.
.PARAMETER ProjectUri
With Package: the address of the repository, such as https://github.com/<owner>/<name>, which the package then names, and
whose documentation Get-Help -Online opens.
.PARAMETER Arguments
With Benchmark: what to measure, and how.
.EXAMPLE
dotnet pwsh build.ps1 Demo -Interactive
.EXAMPLE
dotnet pwsh build.ps1 Test -Path tests/pester/Session.Tests.ps1 -Filter '*logs out*'
.EXAMPLE
./build.ps1 Install
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Demo', 'Test', 'Benchmark', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [switch] $Interactive,

    [string[]] $Path,

    [string] $Filter,

    [ValidateSet('Net8')]
    [string] $Platform,

    [ValidateRange(13, 99)]
    [int] $PostgreSql,

    [uri] $ProjectUri,

    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Arguments
)

$ErrorActionPreference = 'Stop'
$solution = Join-Path $PSScriptRoot 'FlowservUsers.sln'
$module = Join-Path $PSScriptRoot 'module/FlowservUsers.Module.csproj'
$core = Join-Path $PSScriptRoot 'src/FlowservUsers.Core/FlowservUsers.Core.csproj'
$pester = Join-Path $PSScriptRoot 'tests/pester/FlowservUsers.Pester.csproj'
$output = Join-Path $PSScriptRoot 'output'
$staged = Join-Path $output 'FlowservUsers'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE."
    }
}

function Invoke-Build([string] $Project) {
    if (-not (Test-Path $staged)) {
        Write-Host 'Building for the first time: NuGet packages are downloaded and everything is compiled, which takes a few minutes.'
    }
    Invoke-DotNet build $Project --configuration $Configuration -nologo
}

# In a separate process, so that nothing is loaded before and nothing is left behind.
function Invoke-PowerShell {
    # If PowerShell is a .NET tool, there is no pwsh executable: its assembly is started with the dotnet that runs this one.
    $program = [Environment]::ProcessPath
    $assembly = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
    & $program @($assembly) -NoProfile @args
}

function Invoke-Demo {
    $database = Join-Path $output 'demo.db'
    $start = "Import-Module '$staged'; Set-FlowservDatabase '$database'"
    if ($Interactive) {
        Write-Host "The database of this prompt is $database. Get-Command -Module FlowservUsers lists the commands; type exit to leave."
        Invoke-PowerShell -NoLogo -NoExit -Command $start
    }
    else {
        Invoke-PowerShell -Command "$start; & '$(Join-Path $PSScriptRoot 'examples/first-steps.ps1')'"
    }
    if ($LASTEXITCODE -ne 0) {
        throw "The demo ended with exit code $LASTEXITCODE."
    }
}

# The xunit counts, from the summary at the end of dotnet test.
function Invoke-UnitTest {
    $counts = @{ Passed = 0; Failed = 0; Skipped = 0 }
    & dotnet test --solution $solution --configuration $Configuration --no-build --no-progress | ForEach-Object {
        if ($_ -match '^\s+(?<name>succeeded|failed|skipped): (?<count>\d+)$') {
            $counts[($Matches.name -replace '^succeeded$', 'Passed')] += [int] $Matches.count
        }
        Write-Host $_
    }
    if ($LASTEXITCODE -ne 0 -and $counts.Failed -eq 0) {
        Write-Host "dotnet test ended with exit code $LASTEXITCODE."
        $counts.Failed = 1
    }
    $counts
}

function Get-PesterCommand([string[]] $Tests, [string] $ResultFile) {
    Remove-Item $ResultFile -ErrorAction Ignore
    $runner = Join-Path $PSScriptRoot 'tools/Invoke-PesterTest.ps1'
    "& '$runner' -Path '$($Tests -join "','")' -Filter '$($Filter -replace "'", "''")' -ResultFile '$ResultFile'"
}

function Get-PesterCount([string] $ResultFile) {
    if (Test-Path $ResultFile) {
        return Get-Content $ResultFile | ConvertFrom-Json
    }
    Write-Host 'Pester did not finish.'
    @{ Passed = 0; Failed = 1; Skipped = 0 }
}

function Invoke-PesterTest {
    $resultFile = Join-Path $output 'pester.json'
    $tests = $Path ? (Resolve-Path $Path).Path : (Join-Path $PSScriptRoot 'tests/pester')
    Invoke-PowerShell -NonInteractive -Command (Get-PesterCommand $tests $resultFile) | Out-Host
    Get-PesterCount $resultFile
}

# Test files mostly wait for processes that they start, so two processes run in parallel with the unit tests.
function Start-PesterTest {
    $files = Get-ChildItem (Join-Path $PSScriptRoot 'tests/pester/*.Tests.ps1') | Sort-Object Length -Descending
    foreach ($half in 0, 1) {
        $resultFile = Join-Path $output "pester-$half.json"
        $command = Get-PesterCommand ($files | Where-Object { [array]::IndexOf($files, $_) % 2 -eq $half }).FullName $resultFile
        Start-ThreadJob -Name $resultFile -ArgumentList ${function:Invoke-PowerShell}, $command -ScriptBlock {
            param($invokePowerShell, $command)
            # As text: a test's output to standard error is not an error of this script.
            & ([scriptblock]::Create($invokePowerShell)) -NonInteractive -Command $command 2>&1 | ForEach-Object { "$_" }
        }
    }
}

function Receive-PesterTest([object[]] $Job) {
    foreach ($one in $Job) {
        $one | Receive-Job -Wait | Out-Host
        Get-PesterCount $one.Name
    }
}

function Invoke-Test {
    if ($Platform) {
        $counts = @(& (Join-Path $PSScriptRoot "tools/Test-$Platform.ps1") -Configuration $Configuration)
    }
    elseif ($Path -or $Filter) {
        Invoke-Build $pester
        $counts = @(Invoke-PesterTest)
    }
    else {
        $env:FLOWSERV_TEST_POSTGRESQL = & (Join-Path $PSScriptRoot 'tools/Find-PostgreSql.ps1') -Folder (Join-Path $output 'postgresql') -Version $PostgreSql
        Invoke-Build $solution
        # The tests are thousands of short runs, which lose time to profiling that only pays off in long runs.
        $env:DOTNET_TieredPGO = 0
        $started = Start-PesterTest
        $counts = @(Invoke-UnitTest) + @(Receive-PesterTest $started)
        if (-not $env:FLOWSERV_TEST_POSTGRESQL) {
            Write-Warning ('NOT RUN: the tests on PostgreSQL, because there is no server on this machine and none could be installed. ' +
                'Install PostgreSQL (Debian: apt-get install postgresql), or npm, and run the tests again.')
        }
        elseif (-not (Get-Command pgbouncer, /usr/sbin/pgbouncer -ErrorAction Ignore)) {
            Write-Warning 'NOT RUN: the tests behind a connection pooler, because there is no PgBouncer on this machine. Install it (Debian: apt-get install pgbouncer), and run the tests again.'
        }
    }
    $passed, $failed, $skipped = 'Passed', 'Failed', 'Skipped' | ForEach-Object { [int] ($counts.$_ | Measure-Object -Sum).Sum }
    if ($passed + $failed -eq 0) {
        Write-Host 'No test ran.'
        $failed = 1
    }
    Write-Host ("$passed passed, $failed failed" + ($skipped ? ", $skipped skipped" : ''))
    if ($failed) {
        exit 1
    }
}

switch ($Task) {
    'Build' { Invoke-Build $solution }
    'Demo' { Invoke-Build $module; Invoke-Demo }
    'Test' { Invoke-Test }
    'Benchmark' { Invoke-DotNet run --configuration $Configuration --project (Join-Path $PSScriptRoot 'bench/FlowservUsers.Benchmarks') -- @Arguments }
    'Package' { $module, $core | ForEach-Object { Invoke-DotNet pack $_ --configuration $Configuration "-property:ProjectUri=$ProjectUri" } }
    'Install' { Invoke-DotNet build $module --configuration $Configuration '-target:Install' }
    'Clean' {
        Invoke-DotNet clean $solution --configuration $Configuration
        Remove-Item (Join-Path $output '*') -Recurse -Force
    }
}
