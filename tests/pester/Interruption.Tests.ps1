# Windows has no signal for another process, and elsewhere env can't restore one.
Describe 'Ctrl+C' -Skip:(-not $IsLinux) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        Import-Module $moduleFolder
    }

    It 'stops a command cleanly, with every written user stored and at most one more' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive interrupted)).FullName
        $database = Join-Path $folder users.db
        # A process that was started in the background may ignore SIGINT, the signal that a terminal sends.
        $process = Start-ChildPowerShell -Through env, --default-signal=INT -Arguments '-Command', @"
            Import-Module '$moduleFolder'
            `$null = Register-FlowservUser first -Password '$goodPassword' -Database '$database'
            `$null = Set-FlowservPolicy -WorkFactor 4 -WarningAction Ignore -Database '$database'
            for (`$number = 1000; ; `$number++) { (Register-FlowservUser "user`$number" -Password '$goodPassword' -Database '$database').Username }
"@
        $errors = $process.StandardError.ReadToEndAsync()
        $shown = while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
            $line
            if ($line -eq 'user1004') {
                bash -c "kill -INT $($process.Id)"
            }
        }
        $process.WaitForExit()

        $errors.Result | Should -BeNullOrEmpty
        $shown.Count | Should -BeGreaterOrEqual 5
        # It ended cleanly: no log is left beside the file.
        (Get-ChildItem $folder -Force).Name | Should -Be 'users.db'
        $stored = @((Get-FlowservUser -Prefix user -Database $database).Username)
        $stored[0..($shown.Count - 1)] | Should -Be $shown
        $stored.Count | Should -BeIn $shown.Count, ($shown.Count + 1)
    }
}
