using FlowservUsers.Core.Tests;
using FlowservUsers.Storage.PostgreSql;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>How a server lets users in, or does not.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Password = "s3cr3t of the role";

    private readonly TestDatabase _database = new();
    private readonly string _name;
    private readonly string _role;

    public ConnectionTests()
    {
        _name = _database.Path.Split('/')[^1];
        _role = "role_" + Guid.NewGuid().ToString("N");
        Execute($"CREATE ROLE {_role} LOGIN PASSWORD '{Password}'; GRANT USAGE ON SCHEMA flowserv TO {_role}; GRANT SELECT ON ALL TABLES IN SCHEMA flowserv TO {_role}");
    }

    private static PostgreSqlServer Server => ServerFixture.Server;

    public void Dispose()
    {
        Execute($"DROP OWNED BY {_role}; DROP ROLE {_role}");
        _database.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?sslmode=disable")]
    [InlineData("?sslmode=require")]
    public void A_password_in_the_URL_opens_the_database_and_is_not_shown(string query)
    {
        using LocalUserService service = Open(Url(Password) + query);
        Assert.Empty(service.ListUsers());
        Assert.Equal($"postgresql://{_role}:***@127.0.0.1:{Server.Port}/{_name}", service.Location);
    }

    [Fact]
    public void A_password_file_opens_the_database()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("pgpass"), $"127.0.0.1:*:{_name}:{_role}:{Password}\n");
        string url = $"{Url()}?passfile={Uri.EscapeDataString(folder.File("pgpass"))}";
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.File("pgpass"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            RefusesToOpen(url, "chmod 600");
            File.SetUnixFileMode(folder.File("pgpass"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        using LocalUserService service = Open(url);
        Assert.Empty(service.ListUsers());
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", false)]
    public void With_verify_full_the_certificate_has_to_name_the_host(string host, bool opens)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("root.pem"), Server.Certificate);
        string url = $"{Url(Password, host)}?sslmode=verify-full&sslrootcert={Uri.EscapeDataString(folder.File("root.pem"))}";
        if (opens)
            Open(url).Dispose();
        else
            RefusesToOpen(url, "a different name");
    }

    [Theory]
    [InlineData("sslrootcert")]
    [InlineData("sslcert")]
    [InlineData("sslkey")]
    [InlineData("passfile")]
    public void A_file_that_is_missing_is_named(string parameter) => RefusesToOpen($"{Url()}?{parameter}=/no/such/file", $"'/no/such/file' ({parameter})");

    [Theory]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----", "encrypted", UnixFileMode.UserRead)]
    [InlineData("-----BEGIN PRIVATE KEY-----", "chmod 600", UnixFileMode.UserRead | UnixFileMode.OtherRead)]
    public void A_key_that_is_encrypted_or_open_to_others_is_refused_with_its_file(string text, string hint, UnixFileMode mode)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("client.key");
        File.WriteAllText(file, text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);
        RefusesToOpen($"{Url(Password)}?sslkey={Uri.EscapeDataString(file)}", hint);
        RefusesToOpen($"{Url(Password)}?sslkey={Uri.EscapeDataString(file)}", file);
    }

    [Fact]
    public void Unsupported_parameters_are_named_in_a_warning()
    {
        using LocalUserService service = Open($"{Url(Password)}?keepalives_idle=60&keepalives_count=3&tcp_user_timeout=1000&ssl_min_protocol_version=TLSv1.3&sslmode=require");
        Assert.Contains("keepalives_count, tcp_user_timeout.", Assert.Single(service.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify-ca")]
    [InlineData("verify-full")]
    public void An_untrusted_certificate_is_refused(string mode) =>
        RefusesToOpen($"{Url(Password, "localhost")}?sslmode={mode}", "TLS");

    // The same server under the name that another machine would have.
    [Theory]
    [InlineData("db.example.org", "disable", true)]
    [InlineData("db.example.org", "prefer", false)]
    [InlineData("db.example.org", "require", false)]
    [InlineData("127.0.0.1", "disable", false)]
    public void An_unencrypted_connection_to_another_machine_is_a_warning_and_a_finding(string host, string mode, bool isExposed)
    {
        PostgreSqlSettings settings = PostgreSqlSettings.Resolve(
            PostgreSqlAddress.Parse($"{Url(Password)}?sslmode={mode}"), TimeSpan.Zero, _ => null) with { Hosts = [host] };
        using PostgreSqlUserStore store = PostgreSqlUserStore.Open(settings, create: false, TimeSpan.Zero, CancellationToken.None);
        FlowservDatabaseFinding? finding = store.Describe(_database.Clock.GetUtcNow(), Keys.KeySearch.OfUser, CancellationToken.None).Findings
            .SingleOrDefault(finding => finding.Code == DatabaseFindingCode.UnencryptedConnection);

        Assert.Equal(isExposed ? [finding!.Message] : [], store.Warnings);
        Assert.Equal(isExposed, finding is { Severity: DatabaseFindingSeverity.Warning } && finding.Message.Contains("sslmode=verify-full", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public void An_invalid_host_is_reported(string host) => RefusesToOpen(Url(Password, host), "Check the URL");

    [Fact]
    public void A_socket_opens_the_database()
    {
        using LocalUserService service = Open($"postgresql://{PostgreSqlServer.Owner}@/{_name}?host={Server.SocketFolder}&port={Server.Port}");
        Assert.Empty(service.ListUsers());
    }

    [Fact]
    public void A_wrong_password_is_reported_without_the_password() => RefusesToOpen(Url(Password + "!"), "password");

    [Fact]
    public void A_missing_password_is_reported() => RefusesToOpen(Url(), "password");

    [Fact]
    public void A_missing_database_is_reported() => RefusesToOpen(Server.Url("no_such_database"), "createdb");

    [Fact]
    public void A_missing_server_is_reported() => RefusesToOpen("postgresql://127.0.0.1:1/none", "Check the host and port");

    [Fact]
    public void A_server_without_free_connections_is_reported()
    {
        Execute($"ALTER ROLE {_role} CONNECTION LIMIT 0");
        var options = new LocalUserServiceOptions { LockWait = TimeSpan.Zero };
        var error = Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(Url(Password), options));
        Assert.Contains("53300", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_may_only_read_reads_and_gets_a_clear_error_when_it_writes()
    {
        _database.Register();
        using LocalUserService service = Open(Url(Password));
        Assert.Single(service.ListUsers());
        var error = Assert.Throws<DatabaseUnavailableException>(() => service.RegisterUser("bob", TestDatabase.GoodPassword));
        Assert.Contains("permission denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_may_not_create_tables_gets_a_clear_error()
    {
        string other = TestStorage.NewLocation("");
        string name = other.Split('/')[^1];
        var error = Assert.Throws<DatabaseUnavailableException>(
            () => LocalUserService.Open($"postgresql://{_role}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Server.Port}/{name}", new LocalUserServiceOptions { CreateDatabase = true }));
        TestStorage.Free(other);
        Assert.Contains("permission denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_accepts_no_writes_is_read_only()
    {
        _database.Register();
        string key = _database.Login();
        Execute($"GRANT ALL ON ALL TABLES IN SCHEMA flowserv TO {_role}; ALTER ROLE {_role} SET default_transaction_read_only = on");
        using LocalUserService service = Open(Url(Password));

        Assert.Throws<DatabaseReadOnlyException>(() => service.RegisterUser("bob", TestDatabase.GoodPassword));
        _database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("alice", service.WhoAmIUser(key).Username);
    }

    [Fact]
    public void Only_commands_that_create_databases_create_tables()
    {
        string other = TestStorage.NewLocation("");
        Assert.Contains("Check the URL", Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(other)).Message, StringComparison.Ordinal);
        Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(other));
        LocalUserService.Open(other, new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        LocalUserService.Open(other).Dispose();
        TestStorage.Free(other);
    }

    private string Url(string? password = null, string host = "127.0.0.1") =>
        $"postgresql://{_role}{(password is null ? "" : ":" + Uri.EscapeDataString(password))}@{host}:{Server.Port}/{_name}";

    private LocalUserService Open(string url) => LocalUserService.Open(url, new LocalUserServiceOptions { Clock = _database.Clock });

    private void RefusesToOpen(string url, string hint)
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => Open(url));
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    private void Execute(string sql) => TestStorage.Execute(_name, sql);
}
