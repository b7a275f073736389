# What the tests know of single examples, by their names.
@{
    # What happened before, where an example is about that.
    Preparations = @{
        'Get-FlowservPolicy example 3' = 'foreach ($file in ''./old.db'', ''./new.db'') { Register-FlowservUser olga $password -Database $file | Out-Null }'
        'Get-FlowservHashingKey example 2' = 'New-FlowservHashingKey | Out-Null'
        'Move-FlowservHashingKey example 1' = 'New-Item -ItemType Directory ./keys | Out-Null'
        'Remove-FlowservHashingKey example 1' = 'Get-FlowservUser -All | Unregister-FlowservUser -Confirm:$false; New-FlowservHashingKey | Out-Null'
        'Remove-FlowservHashingKey example 2' = 'New-FlowservHashingKey | Out-Null'
        'Test-FlowservPassword example 2' = '$password = ''short'''
        'Test-FlowservPassword example 3' = 'Add-Content new.csv ''weak,short'''
        'Test-FlowservSession example 1' = 'Disconnect-FlowservUser | Out-Null'
        'about_FlowservUsers_Automation: Set-Secret -Name flowserv-nightly -Secret $session.ApiKey' = '$session = Connect-FlowservUser -Username jobs -Password $password -NoCurrent'
        'about_FlowservUsers_Automation: Connect-FlowservUser -ApiKey $env:FLOWSERV_ACCESS_TOKEN | Out-Null' = '$env:FLOWSERV_ACCESS_TOKEN = (Connect-FlowservUser -Username jobs -Password $password -NoCurrent -AsPlainText).ApiKey'
        'about_FlowservUsers_Automation: $ErrorActionPreference = ''Stop''' = '$backups = $folder'
    }

    # The examples that write nothing to the pipeline, each with a script that is true once they have done their work.
    Proofs       = @{
        'Remove-FlowservHashingKey example 1' = '@(Get-FlowservHashingKey).Count -eq 1'
        'Clear-FlowservExpiredItem example 1' = '(Clear-FlowservExpiredItem).Sessions -gt 0'
        'Connect-FlowservUser example 2' = '(Get-FlowservCurrentUser -ApiKey $env:FLOWSERV_ACCESS_TOKEN).Username -eq ''alice'''
        'Disable-FlowservUser example 1' = '(Get-FlowservUser alice).Status -eq ''Disabled'''
        'Disable-FlowservUser example 2' = '(Get-FlowservUser alice).Active'
        'Disable-FlowservUser example 3' = '(Import-Csv disabled.csv).Username -contains ''old-1'''
        'Get-FlowservAuditEvent example 3' = '$true'
        'Get-FlowservDatabase example 2' = '$true'
        'Get-FlowservSession example 2' = '-not (Get-FlowservSession old-2)'
        'Register-FlowservUser example 3' = '(Import-Csv done.csv).Username -contains ''nina'' -and (Get-FlowservUser nils).Active'
        'Initialize-FlowservDatabase example 2' = '(Get-Content flowserv.sql -Raw) -like "*CREATE TABLE*"'
        'Register-FlowservUser example 4' = '-not (Get-FlowservUser -Prefix nina)'
        'Register-FlowservUser example 5' = '(Import-Csv letters.csv).Mail -eq "paula@example.org"'
        'Rename-FlowservUser example 1' = '(Get-FlowservUser alicia).Active'
        'Rename-FlowservUser example 2' = '(Get-FlowservUser alicia).Active -and (Get-FlowservUser robert).Active'
        'Revoke-FlowservSession example 1' = '-not (Get-FlowservSession alice)'
        'Revoke-FlowservSession example 2' = '-not (Get-FlowservSession jobs) -and (Get-FlowservSession alice)'
        'Revoke-FlowservSession example 3' = '-not (Get-FlowservSession jobs) -and (Get-FlowservSession alice)'
        'Copy-FlowservDatabase example 1' = '$true'
        'Set-FlowservDatabase example 1' = '(Get-FlowservDatabase).Location -eq $database'
        'Set-FlowservDatabase example 2' = '$true'
        'Set-FlowservDatabase example 3' = '$true'
        'Set-FlowservDatabase example 4' = '$true'
        'Set-FlowservPassword example 1' = 'Connect-FlowservUser -Username alice -Password $new | ForEach-Object { $true }'
        'Set-FlowservPassword example 2' = 'Connect-FlowservUser -Username alice -Password $new | ForEach-Object { $true }'
        'Set-FlowservPolicy example 3' = '(Get-FlowservPolicy).AuditRetention.Days -eq 400'
        'Unlock-FlowservUser example 1' = '(Get-FlowservUser alice).FailedLogins -eq 0'
        'Unregister-FlowservUser example 1' = '-not (Get-FlowservUser -Prefix alice -All)'
        'Unregister-FlowservUser example 2' = '-not (Get-FlowservUser -Status Disabled)'
        'about_FlowservUsers: Get-FlowservUser al* | Disable-FlowservUser -WhatIf' = '(Import-Csv done.csv).Username -contains ''nina'''
        'about_FlowservUsers: Get-FlowservUser -All |' = '[datetimeoffset](Import-Csv users.csv)[0].Created -eq (Get-FlowservUser alice).CreatedAt'
        'about_FlowservUsers_Automation: $session = Connect-FlowservUser jobs -Label nightly -Lifetime 90.00:00' = '$session.Label -eq ''nightly'''
        'about_FlowservUsers_Automation: Set-Secret -Name flowserv-nightly -Secret $session.ApiKey' = '(Get-FlowservCurrentUser -ApiKey (Get-Secret flowserv-nightly)).Username -eq ''jobs'''
        'about_FlowservUsers_Automation: Connect-FlowservUser -ApiKey (Get-Secret flowserv-nightly) | Out-Null' = '(Get-FlowservCurrentUser).Username -eq ''jobs'''
        'about_FlowservUsers_Automation: Connect-FlowservUser -ApiKey $env:FLOWSERV_ACCESS_TOKEN | Out-Null' = '-not $env:FLOWSERV_ACCESS_TOKEN -and (Get-FlowservCurrentUser).Username -eq ''jobs'''
        'about_FlowservUsers_Automation: try { Get-FlowservCurrentUser | Out-Null }' = '$true'
        'about_FlowservUsers_Automation: Get-FlowservUser |' = '(Import-Csv disabled.csv).Username -contains ''old-1'''
        'about_FlowservUsers_Automation: $password = Get-Secret flowserv-jobs-password' = '(Get-FlowservCurrentUser -ApiKey (Get-Secret flowserv-nightly)).Username -eq ''jobs'''
        'about_FlowservUsers_Databases: Copy-FlowservDatabase -Database ./users.db `' = '$env:FLOWSERV_DATABASE -like ''postgresql:*'''
        'about_FlowservUsers_Databases: $env:PGPASSWORD = Read-Host -MaskInput ''Password of the server''' = '$env:PGPASSWORD.Length -gt 0'
        'about_FlowservUsers_Security: Get-FlowservSession jobs | Where-Object Label -eq nightly |' = '-not (Get-FlowservSession jobs)'
        'README.md: Import-Csv new.csv | Register-FlowservUser -WhatIf' = '(Import-Csv done.csv).Username -contains ''nina'''
        'README.md: $session = Connect-FlowservUser jobs -Label nightly -Lifetime 90d          # once, at the prompt' = '(Get-FlowservCurrentUser).Username -eq ''jobs'''
        'README.md: Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } | Disable-FlowservUser -WhatIf' = '-not (Get-FlowservSession | Where-Object LastUsedAt -lt (Get-Date).AddDays(-90))'
    }

    # The commands that are not run: they need a server or build the module.
    LeftOut      = @{
        'Import-FlowservUser example 3' = 'Import-FlowservUser postgresql+psycopg2://reader@db.example.org/flowserv -Database ./users.db'
        'Copy-FlowservDatabase example 1' = 'Copy-FlowservDatabase -Database ./users.db -Destination postgresql://flowserv@db.example.org/accounts'
        'Copy-FlowservDatabase example 2' = 'Copy-FlowservDatabase -Database postgresql://flowserv@db.example.org/accounts -Destination ./users.db'
        'about_FlowservUsers_Databases: Copy-FlowservDatabase -Database ./users.db `' = 'Copy-FlowservDatabase -Database ./users.db `
        -Destination postgresql://flowserv@db.example.org/accounts'
        'about_FlowservUsers_Databases: Copy-FlowservDatabase postgresql://flowserv@localhost/trial' = 'Copy-FlowservDatabase postgresql://flowserv@localhost/trial'
        'about_FlowservUsers_Databases: $env:PGPASSWORD = Read-Host -MaskInput ''Password of the server''' = 'Get-FlowservDatabase'
        'README.md: Import-FlowservUser ./flowserv.db -WhatIf' = 'Copy-FlowservDatabase postgresql://app@db.example.org/users'
        'README.md: ./build.ps1 Install' = './build.ps1 Install'
    }
}
