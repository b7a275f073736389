using FlowservUsers.PowerShell.Tests;
using FlowservUsers.PowerShell.Tests.Databases;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>A URL that leaves something to the environment, which changes while the process runs.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class EnvironmentTests : IDisposable
{
    private readonly EnvironmentVariables _variables = new();
    private readonly Engine _first = new();
    private readonly Engine _second = new();

    public EnvironmentTests()
    {
        _first.Run("Register-FlowservUser alice $password").Succeeded();
        _second.Run("Register-FlowservUser bob $password").Succeeded();
        _variables.Set("PGHOST", "127.0.0.1");
        _variables.Set("PGPORT", $"{ServerFixture.Server.Port}");
        _variables.Set("PGUSER", PostgreSqlServer.Owner);
    }

    public void Dispose()
    {
        foreach (Engine engine in new[] { _first, _second })
        {
            Use(engine);
            FlowservUsers.Databases.OpenServices.Close("postgresql://");
        }
        _variables.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Another_database_in_the_environment_is_used_from_then_on()
    {
        Use(_first);
        _first.Run("$PSDefaultParameterValues['*-Flowserv*:Database'] = 'postgresql://'").Succeeded();
        Assert.Equal("alice", Users());
        Use(_second);
        Assert.Equal("bob", Users());
        Use(_first);
        Assert.Equal("alice", Users());
    }

    [Fact]
    public void A_login_to_one_is_not_a_login_to_the_other()
    {
        Use(_first);
        _first.Run("$PSDefaultParameterValues['*-Flowserv*:Database'] = 'postgresql://'; Connect-FlowservUser -Username alice -Password $password").Succeeded();
        Use(_second);
        _first.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        Use(_first);
        Assert.Equal("alice", _first.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void Different_destinations_have_different_identities_that_do_not_contain_the_password()
    {
        string before = Identity();
        Assert.Equal(before, Identity());
        foreach ((string name, string value) in new[] { ("PGHOST", "db"), ("PGPORT", "1"), ("PGUSER", "carol"), ("PGDATABASE", "accounts"), ("PGSSLMODE", "require") })
        {
            _variables.Set(name, value);
            Assert.NotEqual(before, before = Identity());
        }
        _variables.Set("PGPASSWORD", "s3cr3t");

        Assert.Equal(before, Identity());
        Assert.Equal(before, LocalUserService.IdentifyLocation("postgresql://:s3cr3t@"));
        Assert.DoesNotContain("s3cr3t", before + LocalUserService.IdentifyLocation("postgresql://:s3cr3t@db:x"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_checks_a_password_even_if_the_database_is_open_with_another()
    {
        string role = "role_" + Guid.NewGuid().ToString("N"), name = TestStorage.Name(_first.Database);
        TestStorage.Execute(name, $"CREATE ROLE {role} LOGIN PASSWORD 'first one'; GRANT USAGE ON SCHEMA flowserv TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA flowserv TO {role}");
        string Url(string password) => $"postgresql://{role}:{Uri.EscapeDataString(password)}@/{name}";
        try
        {
            Assert.Equal("alice", Users(Url("first one")));
            _first.Run($"Get-FlowservUser -Database '{Url("another")}'").NonTerminating("DatabaseUnavailable");
            _variables.Set("PGPASSWORD", "another");
            _first.Run($"Get-FlowservUser -Database 'postgresql://{role}@/{name}'").NonTerminating("DatabaseUnavailable");
            _variables.Set("PGPASSWORD", "first one");
            Assert.Equal("alice", Users($"postgresql://{role}@/{name}"));
        }
        finally
        {
            FlowservUsers.Databases.OpenServices.Close(Url("first one"));
            TestStorage.Execute(name, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public void Names_are_stored_as_they_are_whatever_encoding_other_programs_want()
    {
        _variables.Set("PGCLIENTENCODING", "LATIN1");
        _first.Run("Register-FlowservUser 'jürgen €' -Password $password -Database 'postgresql:///" + TestStorage.Name(_first.Database) + "?application_name=latin'").Succeeded();
        _variables.Set("PGCLIENTENCODING", null);

        using System.Data.Common.DbConnection connection = TestStorage.Connect(_first.Database);
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT username FROM users WHERE username <> 'alice'";
        Assert.Equal("jürgen €", command.ExecuteScalar());
    }

    private void Use(Engine engine) => _variables.Set("PGDATABASE", TestStorage.Name(engine.Database));

    private string Users(string url) => string.Join(' ', _first.Run($"Get-FlowservUser -Database '{url}'").Succeeded().Output);

    private string Users() => string.Join(' ', _first.Run("Get-FlowservUser").Succeeded().Output);

    private static string Identity() => LocalUserService.IdentifyLocation("postgresql://");
}
