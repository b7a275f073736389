Describe 'A transcript' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    It 'contains what was done but no secrets, even with -Verbose and -Debug' {
        # In a separate process, because a transcript records a whole session, and not Pester's.
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'journey.ps1'
        @'
param($Transcript, $Database)
$badKey = 'fsk_not-a-key-but-still-secret'
$badPassword = 'wrong-but-still-secret'
$VerbosePreference = $DebugPreference = 'Continue'
Start-Transcript $Transcript | Out-Null
Set-FlowservDatabase $Database
$user = Register-FlowservUser alice -GeneratePassword
$user
$session = Connect-FlowservUser -Username alice -Password $user.Password
$session
$session | Format-List *
$request = Request-FlowservPasswordReset alice
$request
Get-FlowservCurrentUser -ApiKey $badKey
Connect-FlowservUser -Username alice -Password $badPassword
Stop-Transcript | Out-Null
$user.Password, $session.ApiKey, $request.RequestId | ConvertFrom-SecureString -AsPlainText | ForEach-Object { "secret:$_;" }
'@ | Set-Content $script
        $result = Invoke-UnattendedPowerShell "& '$script' '$transcript' '$(Join-Path $TestDrive 'users.db')'"

        $written = Get-Content $transcript -Raw
        $written | Should -BeLike '*alice*'
        # Errors come by another stream, before or after.
        $secrets = [regex]::Matches($result.Output, 'secret:(.*?);').ForEach{ $_.Groups[1].Value }
        $secrets.Count | Should -Be 3
        foreach ($secret in $secrets) {
            $secret.Length | Should -BeGreaterThan 15
            $written | Should -Not -BeLike "*$secret*"
        }
        $written | Should -Not -BeLike '*still-secret*'
    }
}
