<#
.SYNOPSIS
Lists the active users who have not logged in for a while: a job that runs unattended, as the user of an API key.
.DESCRIPTION
Never asks a question. It ends with exit code 0 when the work is done, 3 when there is no valid API key, and 1 after any other error;
what went wrong is on standard error. Needs only the core cmdlets of PowerShell.

The key is made once, by somebody who knows the password, and kept where only the account that runs the job can read it:

    $session = Connect-FlowservUser jobs -Label 'stale accounts' -Lifetime 90.00:00
    Set-Secret -Name flowserv-jobs -Secret $session.ApiKey
.PARAMETER ApiKey
The API key: a SecureString, as Get-Secret of Microsoft.PowerShell.SecretManagement returns it, or a string. Without it the key
of $env:FLOWSERV_ACCESS_TOKEN is used. A program's arguments can be seen by other users of the machine: never pass it on a command line.
.PARAMETER Database
The database to use: a path, a sqlite:/// URL or a postgresql:// URL. Without it, the one of $env:FLOWSERV_DATABASE or of this user account.
.PARAMETER Days
For how many days a user must not have logged in to be listed. A user who never did counts from the registration.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File examples/scheduled-job.ps1 -Database /srv/flowserv/users.db

With the key in $env:FLOWSERV_ACCESS_TOKEN, as a scheduler or a container provides it.
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
    # Without a current session, the commands use the key of the environment.
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
