Describe 'Tab completion' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        'alice', 'albert', 'bob', "o'neil smith" | ForEach-Object { Register-FlowservUser $_ -GeneratePassword } | Out-Null

        function Complete([string] $text) {
            (TabExpansion2 $text -cursorColumn $text.Length).CompletionMatches.CompletionText
        }
    }

    It 'offers the commands' {
        Complete 'Register-Flow' | Should -Contain 'Register-FlowservUser'
    }

    It 'offers the parameters' {
        Complete 'Register-FlowservUser -Req' | Should -Be '-RequireActivation'
    }

    It 'offers the statuses of a user' {
        Complete 'Get-FlowservUser -Status ' | Should -Be 'Active', 'Disabled', 'Pending'
    }

    It 'offers user names' {
        Complete 'Get-FlowservUser al' | Should -Be 'albert', 'alice'
        Complete 'Disable-FlowservUser -Identity b' | Should -Be 'bob'
    }

    It 'quotes a name where necessary' {
        Complete 'Get-FlowservUser o' | Should -Be "'o''neil smith'"
    }

    It 'offers nothing for a database that does not exist' {
        $Error.Clear()
        Complete "Get-FlowservUser -Database '$(Join-Path $TestDrive 'missing.db')' -Identity a" | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'offers paths as they are, which find the file that is meant: <_>' -ForEach @(
        'Get-FlowservUser -Database ', 'Get-FlowservDatabase ', 'Set-FlowservDatabase ', 'Backup-FlowservDatabase x.db ', 'Import-FlowservUser ', 'Move-FlowservHashingKey ',
        'Copy-FlowservDatabase ', 'Initialize-FlowservDatabase -KeyFile ', 'New-FlowservHashingKey ', 'Get-FlowservHashingKey -Database '
    ) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive "paths $(New-Guid)")).FullName
        $names = 'a[1].db', 'b b.db', "c'c.db", 'd`d.db', 'e$e.db', 'f.db', 'g*g.db'
        if ($IsWindows) { $names = $names -ne 'g*g.db' }
        $names | ForEach-Object { $null = New-Item -ItemType File ([IO.Path]::Combine($folder, $_)) }
        Push-Location -LiteralPath $folder
        try {
            # Every name and every way to type it for one command, and what would be a wildcard for the others.
            $isFirst = $_ -eq 'Get-FlowservUser -Database '
            foreach ($name in $isFirst ? $names : $names[0]) {
                foreach ($typed in $isFirst ? ($name[0], "./$($name[0])", "'./$($name[0])", "`"$(Join-Path $folder $name[0])") : $name[0]) {
                    $offered = Complete "$_$typed"
                    $offered.Count | Should -Be 1 -Because "$_$typed"
                    $path = & ([scriptblock]::Create("Write-Output $offered"))
                    [IO.Path]::GetFullPath($path, $folder) | Should -Be ([IO.Path]::Combine($folder, $name))
                }
            }
            (Complete "$_./a[").Count | Should -Be 1
            Complete "${_}nosuch" | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It 'offers a path that the command takes' {
        Push-Location $TestDrive
        try {
            $null = Register-FlowservUser alice -Password $goodPassword -Database './a[1].db'
            (Invoke-Expression "Get-FlowservUser -Database $(@(Complete 'Get-FlowservUser -Database ./a')[0])").Username | Should -Be 'alice'
        }
        finally {
            Pop-Location
        }
    }

    It 'offers a time zone by the beginning of either identifier' {
        Complete 'Import-FlowservUser ./flowserv.db -TimeZone europe/ber' | Should -Contain 'Europe/Berlin'
        Complete "Import-FlowservUser ./flowserv.db -TimeZone 'W. Eur" | Should -Contain "'W. Europe Standard Time'"
    }

    It 'offers a time zone by words of its display name' {
        $id = [TimeZoneInfo]::GetSystemTimeZones().Where({ $_.DisplayName -match '\bTokyo\b' }, 'First').Id
        $expected = $id.Contains(' ') ? "'$id'" : $id

        Complete 'Import-FlowservUser ./flowserv.db -TimeZone Tok' | Should -Contain $expected
        Complete "Import-FlowservUser ./flowserv.db -TimeZone '(utc+09:0" | Should -Contain $expected
        Complete 'Import-FlowservUser ./flowserv.db -TimeZone okyo' | Should -BeNullOrEmpty
    }

    It 'offers only users that the command can act on' {
        $null = New-TestDatabase
        $null = Register-FlowservUser 'zoe', 'zara' -Password $goodPassword
        $null = Register-FlowservUser 'zac' -Password $goodPassword -RequireActivation
        (TabExpansion2 'Enable-FlowservUser z' 21).CompletionMatches.CompletionText | Should -Be 'zac'
        # A first lock lasts a second, which a busy machine may take to look; each further one lasts twice as long.
        for ($try = 0; $try -lt 500 -and -not $locked; $try++) {
            Connect-FlowservUser zoe -Password wrong -ErrorAction Ignore
            $locked = (TabExpansion2 'Unlock-FlowservUser z' 21).CompletionMatches.CompletionText
        }
        $locked | Should -Be 'zoe'
        (TabExpansion2 'Disable-FlowservUser z' 22).CompletionMatches.CompletionText | Should -Be 'zac', 'zara', 'zoe'
    }
}
