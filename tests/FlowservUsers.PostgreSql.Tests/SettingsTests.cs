using FlowservUsers.Core.Tests;
using FlowservUsers.Storage.PostgreSql;
using Npgsql;

namespace FlowservUsers.PostgreSql.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_environment_fills_in_what_the_URL_leaves_out()
    {
        _environment["PGHOST"] = "elsewhere";
        _environment["PGPORT"] = "5433";
        _environment["PGDATABASE"] = "accounts";
        _environment["PGUSER"] = "alice";
        _environment["PGPASSWORD"] = "s3cr3t";
        _environment["PGSSLMODE"] = "require";

        NpgsqlConnectionStringBuilder settings = Resolve("postgresql://db", out string location);
        Assert.Equal(
            ("db", 5433, "accounts", "alice", "s3cr3t", SslMode.Require),
            (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password, settings.SslMode));
        Assert.Equal("postgresql://alice:***@db:5433/accounts", location);
    }

    [Fact]
    public void Without_an_environment_libpqs_defaults_apply()
    {
        NpgsqlConnectionStringBuilder settings = Resolve("postgresql://alice@db", out _);
        Assert.Equal((5432, "alice", SslMode.Prefer), (settings.Port, settings.Database, settings.SslMode));
        Assert.Equal(Environment.UserName, Resolve("postgresql://db", out _).Username);
    }

    [Theory]
    [InlineData("sslmode=disable", SslMode.Disable)]
    [InlineData("sslmode=allow", SslMode.Allow)]
    [InlineData("sslmode=prefer", SslMode.Prefer)]
    [InlineData("sslmode=require", SslMode.Require)]
    [InlineData("sslmode=require&sslrootcert=/dev/null", SslMode.VerifyCA)]
    [InlineData("sslrootcert=system", SslMode.VerifyFull)]
    [InlineData("sslmode=verify-ca", SslMode.VerifyCA)]
    [InlineData("sslmode=verify-full", SslMode.VerifyFull)]
    public void The_sslmode_means_what_it_means_to_libpq(string query, SslMode expected) =>
        Assert.Equal(expected, Resolve($"postgresql://db/?{query}", out _).SslMode);

    [Theory]
    [InlineData("sslmode=on")]
    [InlineData("sslmode=REQUIRE")]
    [InlineData("channel_binding=maybe")]
    [InlineData("connect_timeout=soon")]
    public void A_parameter_without_a_meaning_is_an_error(string query) =>
        Assert.Throws<DatabaseUnavailableException>(() => Resolve($"postgresql://db/?{query}", out _));

    [Theory]
    [InlineData("0", 10)]
    [InlineData("3", 3)]
    [InlineData("60", 10)]
    public void A_connection_attempt_takes_at_most_ten_seconds(string given, int expected) =>
        Assert.Equal(expected, Resolve($"postgresql://db/?connect_timeout={given}", out _).Timeout);

    [Theory]
    [InlineData("postgresql://db.example.org", true)]
    [InlineData("postgresql://192.0.2.1", true)]
    [InlineData("postgresql://[2001:db8::1]", true)]
    [InlineData("postgresql://localhost.example.org", true)]
    [InlineData("postgresql://localhost", false)]
    [InlineData("postgresql://127.0.0.2", false)]
    [InlineData("postgresql://[::1]", false)]
    [InlineData("postgresql:///?host=/var/run/postgresql", false)]
    [InlineData("postgresql://127.0.0.1:1,localhost:2,[::1]:3/users", false)]
    [InlineData("postgresql://127.0.0.1:1,db.example.org:2/users", true)]
    public void A_socket_and_the_loopback_addresses_are_on_this_machine(string url, bool isElsewhere) => Assert.Equal(
        isElsewhere, PostgreSqlSettings.Resolve(PostgreSqlAddress.Parse(url), TimeSpan.Zero, _environment.GetValueOrDefault).IsElsewhere);

    [Fact]
    public void Several_hosts_come_from_the_environment_too()
    {
        _environment["PGHOST"] = "h1,h2";
        _environment["PGPORT"] = "5432,5433";
        _environment["PGTARGETSESSIONATTRS"] = "read-write";

        NpgsqlConnectionStringBuilder settings = Resolve("postgresql://app@/users", out string location);
        Assert.Equal("h1:5432,h2:5433", settings.Host);
        Assert.Equal("postgresql://app@h1:5432,h2:5433/users", location);
        Assert.Equal(
            TargetSessionAttributes.ReadWrite, PostgreSqlSettings.Resolve(PostgreSqlAddress.Parse("postgresql://"), TimeSpan.Zero, _environment.GetValueOrDefault).Target);
    }

    [Fact]
    public void A_service_file_of_another_tool_is_usable()
    {
        WriteServices("[main]\nhost=db\nkeepalives_idle=30\nkeepalives_interval=5\nkeepalives_count=3\nclient_encoding=LATIN1\nrequirepeer=postgres\nsslnegotiation=direct\nsslmode=require");
        NpgsqlConnectionStringBuilder settings = Resolve("postgresql://?service=main", out _);
        Assert.Equal((30, 5, "UTF8", SslNegotiation.Direct), (settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval, settings.ClientEncoding, settings.SslNegotiation));
        Assert.Contains(
            "keepalives_count, requirepeer.",
            Assert.Single(PostgreSqlSettings.Resolve(PostgreSqlAddress.Parse("postgresql://?service=main"), TimeSpan.Zero, _environment.GetValueOrDefault).Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_ranks_between_the_URL_and_the_environment()
    {
        WriteServices("""
            # of another team
            [other]
            host=other

            [main]
            host = db
            port=5433
            dbname=accounts
            sslmode=verify-full
            [last]
            user=nobody
            """);
        _environment["PGPORT"] = "1";
        _environment["PGUSER"] = "alice";

        NpgsqlConnectionStringBuilder settings = Resolve("postgresql:///other_database?service=main", out _);
        Assert.Equal(
            ("db", 5433, "other_database", "alice", SslMode.VerifyFull),
            (settings.Host, settings.Port, settings.Database, settings.Username, settings.SslMode));

        _environment["PGSERVICE"] = "main";
        Assert.Equal("accounts", Resolve("postgresql://", out _).Database);
    }

    [Fact]
    public void A_service_that_is_not_defined_is_an_error_that_names_the_file()
    {
        WriteServices("[main]\nhost=db");
        var error = Assert.Throws<DatabaseUnavailableException>(() => Resolve("postgresql://?service=mian", out _));
        Assert.Contains("mian", error.Message, StringComparison.Ordinal);
        Assert.Contains(_environment["PGSERVICEFILE"], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[main]\npassword s3cr3t")]
    [InlineData("[main]\nhost=db\ns3cr3t=1")]
    [InlineData("[main]\nservice=s3cr3t")]
    public void An_unknown_line_in_a_service_is_an_error_that_does_not_show_it(string file)
    {
        WriteServices(file);
        var error = Assert.Throws<DatabaseUnavailableException>(() => Resolve("postgresql://?service=main", out _));
        Assert.Contains("Line ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    private void WriteServices(string text)
    {
        string file = _folder.File("pg_service.conf");
        File.WriteAllText(file, text);
        _environment["PGSERVICEFILE"] = file;
    }

    private NpgsqlConnectionStringBuilder Resolve(string url, out string location)
    {
        PostgreSqlSettings settings = PostgreSqlSettings.Resolve(PostgreSqlAddress.Parse(url), TimeSpan.FromSeconds(30), _environment.GetValueOrDefault);
        location = settings.Location;
        return new NpgsqlConnectionStringBuilder(settings.ConnectionString);
    }
}
