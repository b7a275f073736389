# Dot-sourced by the tests of moving over: a database of flowserv-core.

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
