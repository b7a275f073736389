Describe 'Importing from flowserv' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        . (Join-Path $PSScriptRoot 'FlowservDatabase.ps1')

        $null = New-TestDatabase
        $source = Join-Path $TestDrive 'flowserv.db'
        $alice, $bob, $twin = 1..3 | ForEach-Object { [guid]::NewGuid().ToString('N') }
        $key = [guid]::NewGuid().ToString('N')
        New-FlowservDatabase $source @(
            "INSERT INTO api_user VALUES ('$alice', '$(Get-FlowservHash $goodPassword)', 'alice', 1)"
            "INSERT INTO api_user VALUES ('$bob', '$(Get-FlowservHash $goodPassword)', 'bob', 0)"
            "INSERT INTO api_user VALUES ('$twin', '$(Get-FlowservHash $goodPassword)', 'ALICE', 1)"
            "INSERT INTO api_key VALUES ('$alice', '$key', '$((Get-Date).AddHours(1).ToString('s'))')"
        )
    }

    It 'previews what would be imported, and changes nothing' {
        $preview = Import-FlowservUser $source -WhatIf
        $preview.Username | Should -Be 'alice', 'bob', 'ALICE'
        $preview.Imported | Should -Not -Contain $true
        Get-FlowservUser -All | Should -BeNullOrEmpty
    }

    It 'imports users with their passwords and keys, and says why others are not imported' {
        $results = Import-FlowservUser $source
        ($results | Where-Object Imported).Username | Should -Be 'alice', 'bob'
        ($results | Where-Object -Not Imported).Reason | Should -Not -BeNullOrEmpty

        (Get-FlowservUser alice).Id | Should -Be $alice
        (Get-FlowservUser bob).Status | Should -Be 'Pending'
        (Get-FlowservCurrentUser -ApiKey $key).Username | Should -Be 'alice'
        (Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent).UserId | Should -Be $alice
    }

    It 'imports nothing twice' {
        Import-FlowservUser $source | Where-Object Imported | Should -BeNullOrEmpty
        (Get-FlowservUser -All).Username | Should -Be 'alice', 'bob'
    }

    It 'names the command if such a database is opened by mistake' {
        { Get-FlowservUser -Database $source } | Should -Throw -ErrorId 'NotAFlowservDatabase,*' -ExpectedMessage '*Import-FlowservUser*'
    }
}
