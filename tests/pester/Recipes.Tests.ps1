# The recipes of docs/coming-from-other-systems.md, run as they stand there, on files of the real programs where these could be run.
Describe 'The recipes for users of other systems' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        . (Join-Path $PSScriptRoot 'Page.ps1')
        $vectors = Resolve-Path (Join-Path $PSScriptRoot '../vectors')
        $password = 'correct horse battery staple'

        $recipes = Get-PageBlock coming-from-other-systems.md

        # A recipe in the folder of its files; its variables are left to the caller.
        function Get-Recipe([string] $Heading, [int] $Index = 0) {
            $recipe = @($recipes | Where-Object Heading -EQ $Heading)[$Index]
            $recipe.Run = $true
            [scriptblock]::Create($recipe.Code)
        }

        # The names of those who log in with their password.
        function Get-LoggedIn([string[]] $Username) {
            $Username | Where-Object { Connect-FlowservUser $_ -Password $password -NoCurrent -ErrorAction Ignore }
        }

        # Each of the letters leads to a password of one's own.
        function Test-Letter([string[]] $Username) {
            $letters = Import-Csv ./letters.csv
            $letters.Username | Should -Be $Username
            (Get-FlowservUser $Username).Status | Sort-Object -Unique | Should -Be 'Pending'
            $answers = $letters | Select-Object Username, RequestId, @{ n = 'Password'; e = { $goodPassword } }
            (. (Get-Recipe 'Firebase' 1)).Status | Sort-Object -Unique | Should -Be 'Active'
            $Username | ForEach-Object { (Connect-FlowservUser $_ -Password $goodPassword -NoCurrent).Username } | Should -Be $Username
        }
    }

    BeforeEach {
        $null = New-TestDatabase
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
        Push-Location $folder
        $refused = $null
    }

    AfterEach {
        Pop-Location
    }

    It 'import an htpasswd file, and write a letter for the rejected users' {
        Copy-Item $vectors/htpasswd .
        (. (Get-Recipe 'htpasswd')).Username | Should -Be 'anna', 'bert'
        Get-LoggedIn anna, bert | Should -Be 'anna', 'bert'
        $refused.TargetObject | Should -Be 'carl', 'dora'
        . (Get-Recipe 'Users whose hash cannot be used')
        Test-Letter carl, dora
    }

    It 'import a Django dump, with active and inactive users' {
        Copy-Item $vectors/django-users.json ./users.json
        (. (Get-Recipe 'Django')).Status | Should -Be 'Active', 'Disabled'
        Get-LoggedIn anna, bert | Should -Be 'anna'
        Enable-FlowservUser bert
        Get-LoggedIn bert | Should -Be 'bert'
        $refused.TargetObject | Should -Be 'carl', 'dora'
        . (Get-Recipe 'Users whose hash cannot be used')
        Test-Letter carl, dora
    }

    It 'import a Keycloak realm, with enabled and disabled users, without client accounts' {
        Copy-Item $vectors/keycloak-realm.json ./realm.json
        $users = . (Get-Recipe 'Keycloak')
        $users.Username | Should -Be 'anna', 'emil', 'bert'
        $users.Status | Should -Be 'Active', 'Active', 'Disabled'
        $null = Enable-FlowservUser bert
        Get-LoggedIn anna, emil, bert | Should -Be 'anna', 'emil', 'bert'
        $refused.TargetObject | Should -Be 'carl'
        . (Get-Recipe 'Users whose hash cannot be used')
        Test-Letter carl
    }

    It 'import an ASP.NET Core Identity table through ADO.NET' {
        $hashes = (Get-Content -Raw $vectors/password-hashes.json | ConvertFrom-Json).accepted | Where-Object { $_.program -like '*Identity*' -and $_.password -eq $password }
        $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } | Select-Object -Last 1
        $connection = [Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$folder/identity.db;Pooling=False")
        $connection.Open()
        try {
            $fill = $connection.CreateCommand()
            $fill.CommandText = 'CREATE TABLE AspNetUsers (Id TEXT NOT NULL PRIMARY KEY, UserName TEXT, NormalizedUserName TEXT, Email TEXT, EmailConfirmed INTEGER NOT NULL, PasswordHash TEXT, LockoutEnd TEXT);' +
                (0..($hashes.Count - 1) | ForEach-Object { "INSERT INTO AspNetUsers VALUES ('$_', 'user$_', 'USER$_', 'user$_@example.org', $($_ -ne 1), '$($hashes[$_].hash)', NULL);" }) +
                "INSERT INTO AspNetUsers VALUES ('x', 'external', 'EXTERNAL', NULL, 1, NULL, NULL)"
            $null = $fill.ExecuteNonQuery()
            $users = . (Get-Recipe 'ASP.NET Core Identity')
        }
        finally {
            $connection.Dispose()
        }
        $users.Username | Should -Be (0..($hashes.Count - 1) | ForEach-Object { "user$_" })
        ($users | Where-Object Status -EQ Pending).Username | Should -Be 'user1'
        $null = Enable-FlowservUser user1
        Get-LoggedIn $users.Username | Should -Be $users.Username
        $refused.TargetObject | Should -Be 'external'
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPasswordHash,*'
    }

    It 'write a letter for every Firebase user who is not disabled' {
        @{ users = @{ localId = '1'; email = 'anna@example.org'; passwordHash = 'fQ=='; salt = 'c2FsdA==' }, @{ localId = '2'; email = 'bert@example.org'; disabled = $true }, @{ localId = '3'; email = 'carl@example.org' } } |
            ConvertTo-Json -Depth 3 | Set-Content ./firebase.json
        . (Get-Recipe 'Firebase')
        (Get-FlowservUser bert@example.org).Status | Should -Be 'Disabled'
        Test-Letter anna@example.org, carl@example.org
    }

    It 'import the file from Auth0 support' {
        $hash = (Get-Content -Raw $vectors/password-hashes.json | ConvertFrom-Json).accepted.where({ $_.program -eq 'passlib bcrypt 2b' }, 'First').hash
        @{ email = 'anna@example.org'; passwordHash = $hash } | ConvertTo-Json -Compress | Set-Content ./auth0.json
        (. (Get-Recipe 'Firebase' 2)).Username | Should -Be 'anna@example.org'
        Get-LoggedIn anna@example.org | Should -Be 'anna@example.org'
    }

    It 'are all run by these tests' {
        ($recipes | Where-Object -Not Run).Code | Should -BeNullOrEmpty
    }
}
