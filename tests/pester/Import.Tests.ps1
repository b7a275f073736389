Describe 'Moving over from flowserv' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')

        # The database as flowserv creates it, written with the SQLite library of the module itself.
        function New-FlowservDatabase([string] $Path, [string[]] $Rows) {
            $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } | Select-Object -Last 1
            $connection = [Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
            try {
                $connection.Open()
                $command = $connection.CreateCommand()
                $command.CommandText = @'
CREATE TABLE api_user (user_id VARCHAR(32) NOT NULL, secret VARCHAR(512) NOT NULL, name VARCHAR(256) NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (user_id));
CREATE TABLE api_key (user_id VARCHAR(32) NOT NULL, value VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (value));
CREATE TABLE password_request (user_id VARCHAR(32) NOT NULL, request_id VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (request_id));
'@ + "`n" + ($Rows -join ";`n")
                $null = $command.ExecuteNonQuery()
            }
            finally {
                $connection.Dispose()
            }
        }

        # What passlib stores for a password.
        function Get-FlowservHash([string] $Password) {
            $salt = [Security.Cryptography.RandomNumberGenerator]::GetBytes(16)
            $digest = [Security.Cryptography.Rfc2898DeriveBytes]::Pbkdf2($Password, $salt, 1000, 'SHA256', 32)
            '$pbkdf2-sha256$1000$' + (($salt, $digest | ForEach-Object { [Convert]::ToBase64String($_).TrimEnd('=').Replace('+', '.') }) -join '$')
        }

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

    It 'says beforehand what would be imported, and changes nothing' {
        $preview = Import-FlowservUser $source -WhatIf
        $preview.Username | Should -Be 'alice', 'bob', 'ALICE'
        $preview.Imported | Should -Not -Contain $true
        Get-FlowservUser -All | Should -BeNullOrEmpty
    }

    It 'takes over users with their passwords and keys, and says for each of the others why not' {
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

    It 'names the command where such a database is opened by mistake' {
        { Get-FlowservUser -Database $source } | Should -Throw -ErrorId 'NotAFlowservDatabase,*' -ExpectedMessage '*Import-FlowservUser*'
    }
}
