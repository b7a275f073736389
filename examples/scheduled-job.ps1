<#
.SYNOPSIS
Lists active users who have not logged in for a while, as an unattended job that uses an API key.
.DESCRIPTION
Never prompts. The exit code is 0 on success, 3 if there is no valid API key, and 1 after any other error;
errors are written to standard error. Needs only the core cmdlets of PowerShell.

Create the key once, as somebody who knows the password, and keep it where only the account that runs the job can read it:

    $session = Connect-FlowservUser jobs -Label 'stale accounts' -Lifetime 90.00:00
    Set-Secret -Name flowserv-jobs -Secret $session.ApiKey
.PARAMETER ApiKey
The API key: a SecureString, as Get-Secret of Microsoft.PowerShell.SecretManagement returns it, or a string. The default is the key
in $env:FLOWSERV_ACCESS_TOKEN. Other users of the machine can see a program's arguments, so never pass the key on a command line.
.PARAMETER Database
The database to use: a path, a sqlite:/// URL or a postgresql:// URL. The default is the database in $env:FLOWSERV_DATABASE, or else your own default database.
.PARAMETER Days
The number of days since the last login after which a user is listed. For a user who has never logged in, the time of registration is used.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/scheduled-job.ps1 -Database /srv/flowserv/users.db

With the key in $env:FLOWSERV_ACCESS_TOKEN, as provided by a scheduler or a container.
.EXAMPLE
./examples/scheduled-job.ps1 -ApiKey (Get-Secret flowserv-jobs) | Export-Csv stale.csv

With the key from a vault.
#>
[CmdletBinding()]
param(
    [object] $ApiKey,

    [string] $Database,

    [ValidateRange(0, 36500)]
    [int] $Days = 90
)

$ErrorActionPreference = 'Stop'

if ($Database) {
    Set-FlowservDatabase -Path $Database
}

try {
    # Without a current session, the commands use the key in the environment.
    if ($ApiKey) {
        $null = Connect-FlowservUser -ApiKey $ApiKey
    }
    $account = Get-FlowservCurrentUser
}
catch [FlowservUsers.UnauthenticatedAccessException] {
    $ErrorActionPreference = 'Continue'
    $PSCmdlet.WriteError($_)
    exit 3
}

$PSCmdlet.WriteVerbose("Working as $account.")
$limit = (Get-Date).AddDays(-$Days)
Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -le $limit }
