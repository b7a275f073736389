Describe 'Users and files' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
    }

    BeforeEach {
        $null = New-TestDatabase
    }

    It 'registers the users in a CSV file and writes them to another' {
        @'
Username,Password
alice,correct horse battery
bob,short
carol,"a comma, and ""quotes"""
'@ | Set-Content (Join-Path $TestDrive 'new.csv')

        Import-Csv (Join-Path $TestDrive 'new.csv') |
            Register-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures |
            Export-Csv (Join-Path $TestDrive 'done.csv')

        (Import-Csv (Join-Path $TestDrive 'done.csv')).Username | Should -Be 'alice', 'carol'
        $failures.TargetObject | Should -Be 'bob'
        $failures.FullyQualifiedErrorId | Should -BeLike 'PasswordRejected,*'
        (Connect-FlowservUser -Username carol -Password 'a comma, and "quotes"').Username | Should -Be 'carol'
    }

    It 'reads the column Name as well as Username' {
        "Name,Password`ndave,$goodPassword" | ConvertFrom-Csv | Register-FlowservUser | ForEach-Object Username | Should -Be 'dave'
    }

    It 'writes generated passwords to a CSV file only with -AsPlainText' {
        $file = Join-Path $TestDrive 'passwords.csv'
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -GeneratePassword -AsPlainText } | Select-Object Username, Password | Export-Csv $file
        $rows = Import-Csv $file
        $rows.Username | Should -Be 'alice', 'bob'
        $rows | ForEach-Object { Connect-FlowservUser -Username $_.Username -Password $_.Password -NoCurrent } |
            ForEach-Object Username | Should -Be 'alice', 'bob'

        Register-FlowservUser carol -GeneratePassword | Export-Csv $file
        (Import-Csv $file).PSObject.Properties.Name | Should -Not -Contain Password
    }

    It 'exports users with ids, statuses and times that sort as text' {
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -GeneratePassword } | Out-Null
        $file = Join-Path $TestDrive 'users.csv'
        Get-FlowservUser | Export-Csv $file
        $rows = Import-Csv $file
        $rows.Username | Should -Be 'alice', 'bob'
        $rows[0].Status | Should -Be 'Active'
        $rows[0].PSObject.Properties.Name | Should -Not -Contain 'Password'
    }

    It 'turns users into JSON and back' {
        $alice = Register-FlowservUser alice -Password $goodPassword
        $read = Get-FlowservUser | ConvertTo-Json | ConvertFrom-Json
        $read.Username | Should -Be 'alice'
        $read.Id | Should -Be $alice.Id
        $read.CreatedAt | Should -Be $alice.CreatedAt
    }

    It 'reveals no secret in JSON or CLIXML' {
        $null = Register-FlowservUser alice -Password $goodPassword
        $file = Join-Path $TestDrive 'secrets.xml'
        foreach ($result in @(
                Register-FlowservUser bob -GeneratePassword
                Connect-FlowservUser -Username alice -Password $goodPassword
                Request-FlowservPasswordReset alice)) {
            $secret = $result.Password, $result.ApiKey, $result.RequestId | Where-Object { $_ } | ConvertFrom-SecureString -AsPlainText
            $secret | Should -Not -BeNullOrEmpty
            $result | Export-Clixml $file
            ($result | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue) + (Get-Content $file -Raw) | Should -Not -BeLike "*$secret*"
        }
    }

    It 'reads users back from CLIXML and uses their ids' {
        $alice = Register-FlowservUser alice -Password $goodPassword -RequireActivation
        $file = Join-Path $TestDrive 'users.xml'
        $alice | Export-Clixml $file
        (Import-Clixml $file | Enable-FlowservUser).Id | Should -Be $alice.Id
    }

    It 'finds a database by a relative path, by a drive and by a URL' {
        $null = Register-FlowservUser alice -Password $goodPassword -Database (Join-Path $TestDrive 'named.db')
        Push-Location $TestDrive
        try {
            (Get-FlowservUser -Database ./named.db).Username | Should -Be 'alice'
            (Get-FlowservUser -Database TestDrive:/named.db).Username | Should -Be 'alice'
            (Get-FlowservUser -Database sqlite:///named.db).Username | Should -Be 'alice'
        }
        finally {
            Pop-Location
        }
    }

    It 'leaves no file behind for a mistyped path' {
        $missing = Join-Path $TestDrive 'mistyped.db'
        { Get-FlowservUser -Database $missing } | Should -Throw -ErrorId 'DatabaseNotFound,*'
        $missing | Should -Not -Exist
    }
}
