@{
    RootModule           = 'FlowservUsers.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '06356997-2ef1-464e-87f1-e66af4993ace'
    Author               = 'The FlowservUsers authors'
    CompanyName          = 'FlowservUsers'
    Copyright            = '(c) The FlowservUsers authors. MIT License.'
    Description          = 'User accounts for scripts and services: register and activate users, log in with an API key, list users, reset passwords. Stored in an embedded SQLite file or on a PostgreSQL server.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')

    # The types that scripts name, and those that the type table refers to, which is read before the root module.
    RequiredAssemblies   = @('FlowservUsers.Abstractions.dll', 'FlowservUsers.PowerShell.dll')
    # Runs before the root module's types are loaded, so that they find Core in deps.
    NestedModules        = @('FlowservUsers.Loader.dll')
    TypesToProcess       = @('FlowservUsers.types.ps1xml')
    FormatsToProcess     = @('FlowservUsers.format.ps1xml')

    # Each name is listed, because a wildcard would defeat auto-loading.
    CmdletsToExport      = @(
        'Backup-FlowservDatabase',
        'Clear-FlowservExpiredItem',
        'Connect-FlowservUser',
        'Copy-FlowservDatabase',
        'Disable-FlowservUser',
        'Disconnect-FlowservUser',
        'Enable-FlowservUser',
        'Get-FlowservAuditEvent',
        'Get-FlowservCurrentUser',
        'Get-FlowservDatabase',
        'Get-FlowservHashingKey',
        'Get-FlowservPolicy',
        'Get-FlowservSession',
        'Get-FlowservUser',
        'Import-FlowservUser',
        'Initialize-FlowservDatabase',
        'Measure-FlowservPasswordCost',
        'Move-FlowservHashingKey',
        'New-FlowservHashingKey',
        'Register-FlowservUser',
        'Remove-FlowservHashingKey',
        'Rename-FlowservUser',
        'Request-FlowservPasswordReset',
        'Reset-FlowservPassword',
        'Restore-FlowservDatabase',
        'Revoke-FlowservSession',
        'Set-FlowservDatabase',
        'Set-FlowservPassword',
        'Set-FlowservPolicy',
        'Test-FlowservPassword',
        'Test-FlowservSession',
        'Unlock-FlowservUser',
        'Unregister-FlowservUser'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()

    PrivateData          = @{
        PSData = @{
            Tags         = @('users', 'accounts', 'authentication', 'password', 'apikey', 'session', 'sqlite', 'postgresql', 'flowserv', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
