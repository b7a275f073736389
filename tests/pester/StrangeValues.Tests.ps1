Describe 'Unexpected values' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $gone = ConvertTo-SecureString $goodPassword -AsPlainText -Force
        $gone.Dispose()
        $huge = [string]::new('x', 20000000)
    }

    It 'are errors of the module: <_>' -ForEach @(
        'Connect-FlowservUser -Username alice -Password $gone', 'Connect-FlowservUser -Credential ([pscredential]::Empty)', 'Connect-FlowservUser -ApiKey $gone'
        'Register-FlowservUser bob -Password $gone', 'Register-FlowservUser -Credential ([pscredential]::Empty)', '[pscredential]::Empty | Register-FlowservUser'
        '[pscustomobject]@{ Username = "bob"; Password = $gone } | Register-FlowservUser', 'Get-FlowservCurrentUser -ApiKey $gone', 'Disconnect-FlowservUser -ApiKey $gone'
        'Set-FlowservPassword alice -CurrentPassword $gone -NewPassword $goodPassword', 'Set-FlowservPassword alice -CurrentPassword $goodPassword -NewPassword $gone'
        'Reset-FlowservPassword $gone $goodPassword', 'Reset-FlowservPassword alice -Password $gone', 'Test-FlowservPassword $gone'
        'Get-FlowservUser $huge', 'Get-FlowservAuditEvent $huge', 'Revoke-FlowservSession -Id $huge', 'Get-FlowservSession -Id $huge', 'Disable-FlowservUser $huge'
        'Connect-FlowservUser -Username $huge -Password x', 'Rename-FlowservUser alice $huge', 'Set-FlowservPassword $huge -CurrentPassword x -NewPassword $goodPassword'
        'Register-FlowservUser $huge -Password $goodPassword', 'Get-FlowservUser "jos`u{fffd}"'
    ) {
        $global:Error.Clear()
        $failure = try { $null = & ([scriptblock]::Create("$_ -ErrorAction Stop")); $null } catch { $_ }
        $failure | Should -Not -BeNullOrEmpty
        $failure.Exception | Should -BeOfType ([FlowservUsers.FlowservException])
        $failure.FullyQualifiedErrorId | Should -Not -BeLike 'Database*'
    }

    It 'match no user if a prefix is longer than any name' {
        Get-FlowservUser -Prefix $huge | Should -BeNullOrEmpty
        Get-FlowservUser "$huge*" | Should -BeNullOrEmpty
    }

    It 'do not end the session when the returned key is disposed' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword
        $session.ApiKey.Dispose()
        (Get-FlowservCurrentUser).Username | Should -Be 'alice'
    }

    It 'are explained when a file was read in the wrong encoding' {
        $file = Join-Path $TestDrive 'ansi.csv'
        [IO.File]::WriteAllBytes($file, [Text.Encoding]::Latin1.GetBytes("Username,Password`r`njosé,passwort lang 1`r`nmaria,pässwort lang 2`r`n"))
        Import-Csv $file | Register-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures.Count | Should -Be 2
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidUsername,*'
        $failures[1].Exception.Reasons | Should -Be ([FlowservUsers.PasswordProblem]::ReplacementCharacter)
        $failures.ForEach({ "$_" }) | ForEach-Object { $_ | Should -BeLike '*encoding*' }
        (Import-Csv $file -Encoding latin1 | Register-FlowservUser).Username | Should -Be 'josé', 'maria'
    }
}
