namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>
/// Scripts for each cmdlet that hand it secrets, in success and in failure. The first of each succeeds. In plain text
/// they are in $good (the password of alice, who is logged in), $new, $wrong, $long, $key, $badKey, $request and
/// $badRequest; $newSecure is a SecureString. $source is a database of flowserv, which holds the live key $sourceKey.
/// </summary>
internal static class Scenarios
{
    public static IReadOnlyDictionary<string, string[]> ByCmdlet { get; } = new Dictionary<string, string[]>
    {
        ["Backup-FlowservDatabase"] =
        [
            "Backup-FlowservDatabase \"$folder/copy.db\"",
            "Backup-FlowservDatabase \"$folder/copy.db\"; Backup-FlowservDatabase \"$folder/missing/copy.db\"",
        ],
        ["Clear-FlowservExpiredItem"] = ["Clear-FlowservExpiredItem", "Clear-FlowservExpiredItem -Database missing.db"],
        ["Connect-FlowservUser"] =
        [
            "Connect-FlowservUser -Username alice -Password $good",
            "Connect-FlowservUser -ApiKey $key",
            "$null = Connect-FlowservUser -Username alice -Password $good -AsPlainText",
            "Connect-FlowservUser -Credential ([pscredential]::new('alice', $newSecure))",
            "Connect-FlowservUser -Username alice -Password $wrong",
            "Connect-FlowservUser -Username nobody -Password $wrong",
            "Connect-FlowservUser -Username alice -Password $wrong, $good",
            "Connect-FlowservUser -Username alice -Password $long",
            "Connect-FlowservUser -Username alice -Password $good -Lifetime 400",
            "Connect-FlowservUser -Username alice -Password $good -Lifetime 400.00:00",
            "Connect-FlowservUser -Username alice -Password $good -NoSuchParameter 1",
            "Connect-FlowservUser -Credential ([pscredential]::new('alice', $newSecure)) -Lifetime 400",
            "Connect-FlowservUser -ApiKey $key -Label x",
            "Connect-FlowservUser -ApiKey $badKey",
            "Connect-FlowservUser -ApiKey @{ Key = $key }",
            "[pscustomobject]@{ Username = 'alice'; Password = $good }, [pscustomobject]@{ Username = 'alice'; Password = $wrong } | Connect-FlowservUser",
            "1..7 | ForEach-Object { Connect-FlowservUser -Username alice -Password $wrong }",
            "Connect-FlowservUser -Username alice -Password $good -Database missing.db",
        ],
        ["Copy-FlowservDatabase"] =
        [
            "Copy-FlowservDatabase \"$folder/moved.db\"",
            "Copy-FlowservDatabase \"$folder/moved.db\"; Copy-FlowservDatabase \"$folder/moved.db\"",
            "Copy-FlowservDatabase \"$folder/missing/moved.db\"",
        ],
        ["Disable-FlowservUser"] = ["Disable-FlowservUser alice", "Disable-FlowservUser nobody", "Disable-FlowservUser alice -WhatIf"],
        ["Disconnect-FlowservUser"] =
        [
            "Disconnect-FlowservUser -ApiKey $key",
            "Disconnect-FlowservUser",
            "Connect-FlowservUser -Username alice -Password $good | Disconnect-FlowservUser -WhatIf",
            "Disconnect-FlowservUser -ApiKey $badKey",
            "Disconnect-FlowservUser -ApiKey $key, $badKey",
        ],
        ["Enable-FlowservUser"] = ["Enable-FlowservUser alice", "Enable-FlowservUser nobody"],
        ["Get-FlowservAuditEvent"] =
        [
            "Get-FlowservAuditEvent",
            "Connect-FlowservUser -Username alice -Password $wrong; Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new; Get-FlowservAuditEvent alice",
        ],
        ["Get-FlowservCurrentUser"] =
        [
            "Get-FlowservCurrentUser -ApiKey $key",
            "Get-FlowservCurrentUser",
            "Get-FlowservCurrentUser -ApiKey $badKey",
            "Get-FlowservCurrentUser -ApiKey @($key)",
            "[pscustomobject]@{ ApiKey = $badKey } | Get-FlowservCurrentUser",
        ],
        ["Initialize-FlowservDatabase"] = ["Initialize-FlowservDatabase -Database \"$folder/new.db\"", "Initialize-FlowservDatabase -AsScript -Database postgresql://u:s3cr3t@127.0.0.1:1/none", "Initialize-FlowservDatabase -Database \"$folder/missing/new.db\""],
        ["Get-FlowservDatabase"] = ["Get-FlowservDatabase", "Get-FlowservDatabase -Database missing.db"],
        ["Get-FlowservPolicy"] = ["Get-FlowservPolicy"],
        ["Get-FlowservSession"] = ["Get-FlowservSession", "Get-FlowservSession -Current", "Get-FlowservSession -Expired", "Get-FlowservSession nobody"],
        ["Get-FlowservUser"] = ["Get-FlowservUser", "Get-FlowservUser -All", "Get-FlowservUser nobody"],
        ["Get-FlowservHashingKey"] = ["Get-FlowservHashingKey", "Get-FlowservHashingKey -Database missing.db"],
        ["Move-FlowservHashingKey"] = ["Move-FlowservHashingKey \"$folder/keys.key\" -WhatIf", "Move-FlowservHashingKey \"$folder/keys.key\" -Confirm:$false", "Move-FlowservHashingKey \"$folder/missing/keys.key\" -Confirm:$false"],
        ["New-FlowservHashingKey"] = ["New-FlowservHashingKey -Confirm:$false", "New-FlowservHashingKey \"$folder/missing/keys.key\" -Confirm:$false"],
        ["Remove-FlowservHashingKey"] = ["Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent } | Remove-FlowservHashingKey -Force -Confirm:$false", "Remove-FlowservHashingKey 0123456789abcdef -Confirm:$false", "New-FlowservHashingKey -Confirm:$false; Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent } | Remove-FlowservHashingKey -Force -Confirm:$false"],
        ["Import-FlowservUser"] =
        [
            "Import-FlowservUser $source -TimeZone UTC; Get-FlowservCurrentUser -ApiKey $sourceKey",
            "Import-FlowservUser $source -WhatIf",
            "Import-FlowservUser missing.db",
            "Import-FlowservUser \"$folder/users.db\"",
        ],
        ["Measure-FlowservPasswordCost"] = ["Measure-FlowservPasswordCost -Target 0:0:0.001"],
        ["Register-FlowservUser"] =
        [
            "Register-FlowservUser carol -Password $new",
            "Register-FlowservUser dave -Password $newSecure",
            "Register-FlowservUser erin -GeneratePassword",
            "$null = Register-FlowservUser frank -GeneratePassword -AsPlainText",
            "Register-FlowservUser -Credential ([pscredential]::new('grace', $newSecure))",
            "Register-FlowservUser alice -Password $new",
            "Register-FlowservUser henry -Password $long",
            "Register-FlowservUser '' -Password $new",
            "Register-FlowservUser ivan -Password $new, $wrong",
            "Register-FlowservUser judy -Password $new -WhatIf",
            "Register-FlowservUser lena -Password $newSecure -ThrottleLimit 0 -Parallel",
            "[pscustomobject]@{ Username = 'kim'; Password = $new }, [pscustomobject]@{ Username = 'kim'; Password = $new } | Register-FlowservUser",
        ],
        ["Rename-FlowservUser"] = ["Rename-FlowservUser alice carol", "Rename-FlowservUser alice bob", "Rename-FlowservUser nobody carol"],
        ["Request-FlowservPasswordReset"] =
        [
            "Request-FlowservPasswordReset alice",
            "Request-FlowservPasswordReset nobody",
            "$null = Request-FlowservPasswordReset alice -AsPlainText",
            "Request-FlowservPasswordReset alice -WhatIf",
        ],
        ["Reset-FlowservPassword"] =
        [
            "Reset-FlowservPassword -RequestId $request -Password $new",
            "Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new",
            "Reset-FlowservPassword -RequestId $request -Password $new",
            "Reset-FlowservPassword -RequestId $badRequest -Password $new",
            "Reset-FlowservPassword -RequestId $request -Password $long",
            "Reset-FlowservPassword -RequestId $request, $badRequest -Password $new",
            "Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $long",
            "Reset-FlowservPassword -RequestId $request -Password $new -WhatIf",
            "Reset-FlowservPassword -RequestId $request -Password $new -Database ''",
        ],
        ["Restore-FlowservDatabase"] =
        [
            "Backup-FlowservDatabase \"$folder/copy.db\"; Restore-FlowservDatabase \"$folder/copy.db\" -Database \"$folder/restored.db\" -Confirm:$false",
            "Backup-FlowservDatabase \"$folder/copy.db\" -Force; Restore-FlowservDatabase \"$folder/copy.db\" -Confirm:$false",
            "Restore-FlowservDatabase \"$folder/missing.db\" -Confirm:$false",
            "Restore-FlowservDatabase \"$folder/copy.db\" -Database \"$folder/missing/users.db\" -Confirm:$false",
        ],
        ["Revoke-FlowservSession"] =
        [
            "Get-FlowservSession bob | Revoke-FlowservSession",
            "Connect-FlowservUser -Username alice -Password $good | Revoke-FlowservSession -WhatIf",
            "Revoke-FlowservSession alice",
            "Revoke-FlowservSession -Id nosuchsession",
            "$session = Connect-FlowservUser -Username alice -Password $good -AsPlainText; $session | Revoke-FlowservSession; $session | Revoke-FlowservSession",
        ],
        ["Set-FlowservDatabase"] = ["Set-FlowservDatabase \"$folder/users.db\"", "Set-FlowservDatabase nodrive:/users.db"],
        ["Set-FlowservPassword"] =
        [
            "Set-FlowservPassword -CurrentPassword $good -NewPassword $new",
            "Set-FlowservPassword alice -CurrentPassword $new -NewPassword $good",
            "Set-FlowservPassword -CurrentPassword $wrong -NewPassword $new",
            "Set-FlowservPassword -CurrentPassword $good -NewPassword $long",
            "Set-FlowservPassword -ApiKey $badKey -CurrentPassword $good -NewPassword $new",
            "Set-FlowservPassword nobody -CurrentPassword $good -NewPassword $new",
            "Set-FlowservPassword -CurrentPassword $good, $wrong -NewPassword $new",
            "Set-FlowservPassword -CurrentPassword $good -NewPassword $new -WhatIf",
            "Set-FlowservPassword -CurrentPassword $good -NewPassword $new -Confirm:maybe",
            "[pscustomobject]@{ Username = 'alice'; CurrentPassword = $wrong; NewPassword = $new } | Set-FlowservPassword",
        ],
        ["Set-FlowservPolicy"] = ["Set-FlowservPolicy -SessionLifetime 1:0:0", "Set-FlowservPolicy -WorkFactor 99"],
        ["Test-FlowservPassword"] =
        [
            "Test-FlowservPassword $new",
            "Test-FlowservPassword $long alice",
            "Test-FlowservPassword -Password $new -Username $null",
            "Test-FlowservPassword -Password $new, $wrong",
        ],
        ["Test-FlowservSession"] =
        [
            "Test-FlowservSession -ApiKey $key",
            "Test-FlowservSession",
            "Test-FlowservSession -ApiKey $badKey",
            "Test-FlowservSession -ApiKey $key, $badKey",
            "Test-FlowservSession -ApiKey $key -Database missing.db",
        ],
        ["Unlock-FlowservUser"] =
        [
            "Unlock-FlowservUser alice -PassThru",
            "1..7 | ForEach-Object { Connect-FlowservUser -Username alice -Password $wrong }; Unlock-FlowservUser alice",
            "Unlock-FlowservUser nobody",
        ],
        ["Unregister-FlowservUser"] = ["Unregister-FlowservUser alice -Confirm:$false", "Unregister-FlowservUser nobody -Confirm:$false"],
    };
}
