using FlowservUsers.Core.Tests;
using FlowservUsers.Storage;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly string _location = TestStorage.NewLocation("");
    private readonly string _name;

    public SchemaTests() => _name = _location.Split('/')[^1];

    public void Dispose() => TestStorage.Free(_location);

    [Fact]
    public void Ten_processes_can_create_a_database_at_once()
    {
        using var begin = new Barrier(10);
        byte[][] keys = new byte[10][];
        Thread[] threads = [.. Enumerable.Range(0, keys.Length).Select(index => new Thread(() =>
        {
            begin.SignalAndWait();
            using IUserStore store = Open(create: true);
            keys[index] = store.PasswordKey;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact]
    public void A_creation_that_was_interrupted_is_completed()
    {
        using (Open(create: true))
        {
        }
        // As on an engine that does not undo the creation of tables with the transaction.
        TestStorage.Execute(_name, "UPDATE flowserv.schema_version SET version = 0; DROP TABLE flowserv.audit_events; DROP TABLE flowserv.sessions");

        Assert.Throws<DatabaseNotFoundException>(() => Open(create: false));
        using IUserStore store = Open(create: true);
        Assert.Empty(store.ListAuditEvents(new AuditFilter()));
    }

    [Fact]
    public void A_newer_version_is_refused_and_left_as_it_is()
    {
        using (Open(create: true))
        {
        }
        TestStorage.Execute(_name, "UPDATE flowserv.schema_version SET version = 99");

        Assert.Throws<DatabaseVersionNotSupportedException>(() => Open(create: true));
        Assert.Throws<DatabaseVersionNotSupportedException>(() => Open(create: false));
    }

    [Fact]
    public void A_schema_of_another_program_is_refused_and_left_as_it_is()
    {
        TestStorage.Execute(_name, "CREATE SCHEMA flowserv; CREATE TABLE flowserv.users (id INT)");

        Assert.Throws<NotAFlowservDatabaseException>(() => Open(create: true));
        Assert.Throws<NotAFlowservDatabaseException>(() => Open(create: true));
    }

    [Fact]
    public void Tables_of_other_programs_in_the_same_database_do_not_disturb()
    {
        TestStorage.Execute(_name, "CREATE TABLE IF NOT EXISTS public.users (id INT)");

        using IUserStore store = Open(create: true);
        Assert.Empty(store.ListUsers(new UserFilter()));
    }

    [Fact]
    public void A_schema_that_an_administrator_made_for_the_role_is_used()
    {
        string role = "role_" + Guid.NewGuid().ToString("N");
        TestStorage.Execute(_name, $"CREATE ROLE {role} LOGIN PASSWORD 'x'; CREATE SCHEMA flowserv AUTHORIZATION {role}");
        try
        {
            LocalUserService.Open(_location.Replace("flowserv@", $"{role}:x@", StringComparison.Ordinal), new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        }
        finally
        {
            TestStorage.Execute(_name, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public void A_database_that_does_not_store_Unicode_is_refused()
    {
        string name = "latin_" + Guid.NewGuid().ToString("N");
        TestStorage.Execute("postgres", $"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try
        {
            var error = Assert.Throws<DatabaseUnavailableException>(
                () => LocalUserService.Open(ServerFixture.Server.Url(name), new LocalUserServiceOptions { CreateDatabase = true }));
            Assert.Contains("LATIN1", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            TestStorage.Execute("postgres", $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private IUserStore Open(bool create) =>
        UserStores.Open(DatabaseLocation.Parse(_location), new LocalUserServiceOptions { CreateDatabase = create }, CancellationToken.None);
}
