using System.Data.Common;
using FlowservUsers.PostgreSql.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace FlowservUsers.Tests;

/// <summary>Where the databases of tests lie: here on the server of this test run.</summary>
internal static class TestStorage
{
    /// <summary>The name of the database system.</summary>
    public const string Engine = "PostgreSQL";

    /// <summary>Begins a transaction that keeps others from writing, but not from reading.</summary>
    public const string BeginWriting = "BEGIN; LOCK TABLE users, sessions, password_resets, unknown_logins, settings, audit_events IN EXCLUSIVE MODE";

    /// <summary>An expression for 32 random bytes.</summary>
    public const string RandomBytes = "sha256(random()::text::bytea)";

    /// <summary>Lists the tables.</summary>
    public const string Tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'flowserv'";

    /// <summary>A place for a database that does not exist yet.</summary>
    public static string NewLocation(string folder)
    {
        _ = folder;
        return UsedDatabases.TakeBare();
    }

    /// <summary>A place for a database that may exist already, as it would be when it was just made.</summary>
    public static string NewDatabase(string folder)
    {
        _ = folder;
        return UsedDatabases.Take();
    }

    /// <summary>Makes a step fail, such as "INSERT ON users", always or under a condition on NEW.</summary>
    public static void Refuse(string location, string step, string? condition = null) => Execute(
        Name(location),
        $"""
        CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
        CREATE TRIGGER "{step}" BEFORE {step} FOR EACH ROW {(condition is null ? "" : $"WHEN ({condition})")} EXECUTE FUNCTION refuse()
        """);

    /// <summary>Makes the step work again.</summary>
    public static void Allow(string location, string step) => Execute(Name(location), $"DROP TRIGGER \"{step}\" ON {step.Split(' ')[^1]}");

    /// <summary>Waits until somebody waits for a lock.</summary>
    /// <param name="location">The database, whose server knows who waits.</param>
    /// <param name="refused">Not used: who waits is not refused.</param>
    /// <param name="ended">Set when nobody can wait any more.</param>
    public static void AwaitRefusal(string location, ManualResetEventSlim refused, WaitHandle ended)
    {
        _ = refused;
        using DbConnection connection = Connect("postgres");
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{Name(location)}' AND wait_event_type = 'Lock'";
        while (!ended.WaitOne(0) && (long)command.ExecuteScalar()! == 0)
            Thread.Yield();
    }

    /// <summary>Takes a place back.</summary>
    public static void Free(string location) => UsedDatabases.Free(location);

    /// <summary>Runs a statement as the owner of the server.</summary>
    public static void Execute(string database, string sql)
    {
        using DbConnection connection = Connect(database);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The name of the database at a location.</summary>
    public static string Name(string location) => location.Split('/')[^1];

    /// <summary>A connection that knows nothing of the service.</summary>
    /// <param name="database">The name of a database, or its location.</param>
    public static DbConnection Connect(string database)
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>What a connection of the owner is made with.</summary>
    /// <param name="database">The name of a database, or its location.</param>
    public static string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={ServerFixture.Server.Port};Username={PostgreSqlServer.Owner};Database={Name(database)};Search Path=flowserv;Server Compatibility Mode=NoTypeLoading;SSL Mode=Disable";
}
