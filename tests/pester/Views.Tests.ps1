Describe 'What is shown' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $null = Register-FlowservUser bob -Password $goodPassword -RequireActivation
        $rendering = $PSStyle.OutputRendering
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    It 'shows users as a table that fits 80 columns' {
        $PSStyle.OutputRendering = 'PlainText'
        $lines = (Get-FlowservUser -All | Out-String -Width 80) -split '\r?\n'
        $lines | Should -Not -BeNullOrEmpty
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        @($lines -match '^Active .* alice$').Count | Should -Be 1
        @($lines -match '^Pending .* bob$').Count | Should -Be 1
    }

    It 'shows the same table with Format-Table, and every property with Format-List' {
        $PSStyle.OutputRendering = 'PlainText'
        Get-FlowservUser alice | Format-Table | Out-String | Should -Match '(?m)^Active .* alice$'
        $list = Get-FlowservUser alice | Format-List * | Out-String
        'Id', 'Username', 'Status', 'CreatedAt', 'LastLoginAt', 'FailedLogins', 'LockedUntil' | ForEach-Object { $list | Should -Match "(?m)^$_ +:" }
    }

    It 'gives names the space that the window has' {
        $name = 'n' * 60
        $null = Register-FlowservUser $name -Password $goodPassword
        try {
            Get-FlowservUser $name | Out-String -Width 120 | Should -BeLike "*$name*"
            Get-FlowservUser $name | Out-String -Width 80 | Should -BeLike "*$('n' * 28)…*"
            Get-FlowservAuditEvent $name | Out-String -Width 120 | Should -BeLike "*$('n' * 30)*"
        }
        finally {
            Unregister-FlowservUser $name -Confirm:$false
        }
    }

    It 'shows names with Format-Wide' {
        Get-FlowservUser -All | Format-Wide | Out-String | Should -Match 'alice +bob'
        Get-FlowservUser -All | ConvertTo-Json | ConvertFrom-Json | Should -HaveCount 2
    }

    It 'uses the names that filters use' {
        # A first lock lasts a second, which a busy machine may take to look; each further one lasts twice as long.
        for ($try = 0; $try -lt 500 -and -not ($table -match 'True' -and $list -match 'LockedUntil +: 2'); $try++) {
            Connect-FlowservUser alice -Password wrong -ErrorAction Ignore
            $locked = Get-FlowservUser | Where-Object Locked
            $table = $locked | Out-String
            $list = $locked | Format-List | Out-String
        }
        $locked.Username | Should -Be 'alice'
        $locked.Status | Should -Be 'Active'
        $table | Should -Match 'Active +True'
        $list | Should -Match 'LockedUntil +: 2'
        Unlock-FlowservUser alice
        Get-FlowservUser | Where-Object Locked | Should -BeNullOrEmpty
        Get-FlowservUser alice | Out-String | Should -Match 'Active +False'
    }

    It 'cannot be changed by assignment: <_>' -ForEach 'Status', 'Username', 'FailedLogins', 'CreatedAt', 'Locked' {
        $user = Get-FlowservUser alice
        { $user.$_ = 3 } | Should -Throw
    }

    It 'begins with the name and the identifier if all properties are written' {
        (Get-FlowservUser alice | ConvertTo-Csv)[0] | Should -BeLike '"Id","Username","Active","Status",*'
    }

    It 'shows a new session as a list without its key' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $key = $session.ApiKey | ConvertFrom-SecureString -AsPlainText
        $text = ($session | Out-String) + ($session | Format-List * | Out-String) + "$session"
        $text | Should -Match 'alice'
        $text | Should -Not -BeLike "*$key*"
    }

    It 'shows an error by its message, without the secret that was given' {
        # In a variable, because an error shows the line of the script that it comes from.
        $password = 'tiny77'
        $text = Register-FlowservUser carol -Password $password 2>&1 | Out-String
        $text | Should -BeLike '*carol*'
        $text | Should -Not -BeLike "*$password*"
    }
}
