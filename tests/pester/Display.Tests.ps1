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
        @($lines -match '^alice +Active ').Count | Should -Be 1
        @($lines -match '^bob +Pending ').Count | Should -Be 1
    }

    It 'shows the same table with Format-Table, and every property with Format-List' {
        $PSStyle.OutputRendering = 'PlainText'
        Get-FlowservUser alice | Format-Table | Out-String | Should -Match '(?m)^alice +Active '
        $list = Get-FlowservUser alice | Format-List * | Out-String
        'Id', 'Username', 'Status', 'CreatedAt', 'LastLoginAt', 'FailedLogins', 'LockedUntil' | ForEach-Object { $list | Should -Match "(?m)^$_ +:" }
    }

    It 'uses colour only where it is wanted' {
        $PSStyle.OutputRendering = 'Ansi'
        Get-FlowservUser bob | Out-String | Should -Match "$([char]27)\["
        $PSStyle.OutputRendering = 'PlainText'
        Get-FlowservUser bob | Out-String | Should -Not -Match "$([char]27)\["
    }

    It 'shows a new session as a list without its key' {
        $session = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $key = $session.ApiKey | ConvertFrom-SecureString -AsPlainText
        $text = ($session | Out-String) + ($session | Format-List * | Out-String) + "$session"
        $text | Should -Match 'alice'
        $text | Should -Not -BeLike "*$key*"
    }

    It 'shows an error by its sentence, without the secret that was given' {
        # In a variable, because an error shows the line of the script that it comes from.
        $password = 'tiny77'
        $text = Register-FlowservUser carol -Password $password 2>&1 | Out-String
        $text | Should -BeLike '*carol*'
        $text | Should -Not -BeLike "*$password*"
    }
}
