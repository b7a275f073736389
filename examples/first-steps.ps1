<#
.SYNOPSIS
Demonstrates FlowservUsers: registers a user, logs in, lists users and logs out.
.DESCRIPTION
Creates a user with a random name and removes it at the end. Needs only the core cmdlets of PowerShell.
It changes the database and the current session of the PowerShell session in which it runs.
.PARAMETER Database
The database to use: a path, a sqlite:/// URL or a postgresql:// URL. The default is the database in $env:FLOWSERV_DATABASE, or else your own default database.
.EXAMPLE
examples/first-steps.ps1 -Database /tmp/demo.db
#>
[CmdletBinding()]
param(
    [string] $Database
)

$ErrorActionPreference = 'Stop'

# Every command takes -Database; setting it once saves repeating it.
if ($Database) {
    Set-FlowservDatabase -Path $Database
}

$name = 'demo-' + [guid]::NewGuid().ToString('N').Substring(0, 8)

# Out-Host formats each result separately; otherwise PowerShell formats them all like the first.
"1. Register a user: Register-FlowservUser $name -GeneratePassword"
$user = Register-FlowservUser $name -GeneratePassword
$user | Out-Host

try {
    '2. Log in: Connect-FlowservUser -Username ... -Password ...'
    Connect-FlowservUser -Username $name -Password $user.Password | Out-Host

    '3. Who is logged in? Get-FlowservCurrentUser'
    Get-FlowservCurrentUser | Out-Host

    '4. List the users: Get-FlowservUser'
    Get-FlowservUser | Out-Host

    '5. Log out: Disconnect-FlowservUser'
    Disconnect-FlowservUser | Out-Host

    '6. Nobody is logged in any more: Get-FlowservCurrentUser'
    try {
        Get-FlowservCurrentUser
    }
    catch [FlowservUsers.UnauthenticatedAccessException] {
        "   $($_.Exception.Message)"
        ''
    }
}
finally {
    "7. Remove the user: Unregister-FlowservUser $name -Confirm:`$false"
    Unregister-FlowservUser $name -Confirm:$false
}
