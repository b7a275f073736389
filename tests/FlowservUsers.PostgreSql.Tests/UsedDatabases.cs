using System.Collections.Concurrent;
using System.Data.Common;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>
/// Databases that tests are done with. Making and dropping tables would be most of what the server does for a test, so one
/// whose tables are as they were made is only emptied, and keeps its hashing key; the others lose everything.
/// </summary>
internal static class UsedDatabases
{
    // Whatever a test can have changed: tables, columns, rights, owners, triggers, functions, operators, settings, and the keys themselves.
    private const string Shape =
        """
        SELECT CASE WHEN to_regclass('flowserv.schema_version') IS NULL OR to_regclass('flowserv.hashing_keys') IS NULL THEN '' ELSE (
            SELECT md5(string_agg(item, ';' ORDER BY item)) FROM (
                SELECT concat_ws(' ', 'class', nspname, relname, relkind, relowner, relacl, relrowsecurity) AS item FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace
                WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg_t%'
                UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname, atttypid, attnotnull, atthasdef, attisdropped) FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0
                    AND attrelid::regclass::text NOT LIKE 'pg_toast%'
                UNION ALL SELECT concat_ws(' ', 'constraint', conname, contype, conrelid::regclass) FROM pg_constraint WHERE oid >= 16384
                UNION ALL SELECT concat_ws(' ', 'trigger', tgname) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT concat_ws(' ', 'policy', polname) FROM pg_policy
                UNION ALL SELECT concat_ws(' ', 'function', proname) FROM pg_proc WHERE oid >= 16384
                UNION ALL SELECT concat_ws(' ', 'operator', oprname) FROM pg_operator WHERE oid >= 16384
                UNION ALL SELECT concat_ws(' ', 'schema', nspname, nspowner, nspacl) FROM pg_namespace WHERE nspname NOT LIKE 'pg_t%'
                UNION ALL SELECT concat_ws(' ', 'default', defaclrole, defaclacl) FROM pg_default_acl
                UNION ALL SELECT concat_ws(' ', 'setting', setconfig) FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
                UNION ALL SELECT concat_ws(' ', 'database', datdba, datacl) FROM pg_database WHERE datname = current_database()
            ) AS made) END
        """;

    private const string Contents =
        """
        SELECT (SELECT max(version) FROM schema_version) || ' ' || (SELECT count(*) FROM schema_version) || ' '
            || (SELECT string_agg(number || coalesce(length(value)::text, 'outside'), ' ') FROM hashing_keys) || ' ' || (SELECT count(*) < 1000 FROM users)
        """;

    private const string Empty =
        """
        DELETE FROM sessions; DELETE FROM password_resets; DELETE FROM unknown_logins; DELETE FROM settings; DELETE FROM audit_events; DELETE FROM users;
        ALTER SEQUENCE audit_event_counts RESTART
        """;

    private static readonly ConcurrentBag<string> Bare = [];
    private static readonly ConcurrentBag<string> WithTables = [];
    private static readonly Lazy<(string Shape, string Contents)> AsMade = new(MakeOne);
    private static int _count;

    /// <summary>The location of a database without tables.</summary>
    public static string TakeBare()
    {
        if (Bare.TryTake(out string? location))
            return location;
        string name = $"test_{Interlocked.Increment(ref _count)}";
        TestStorage.Execute("postgres", $"CREATE DATABASE {name}");
        return ServerFixture.Server.Url(name);
    }

    /// <summary>The location of a database that may have tables without rows.</summary>
    public static string Take() => WithTables.TryTake(out string? location) ? location : TakeBare();

    /// <summary>Takes a database back.</summary>
    public static void Free(string location)
    {
        (string shape, string contents) = AsMade.Value;
        using DbConnection connection = Connect(location);
        if (Ask(connection, Shape) == shape && Ask(connection, Contents) == contents)
        {
            Ask(connection, Empty);
            WithTables.Add(location);
        }
        else
        {
            Ask(connection, "DROP SCHEMA IF EXISTS flowserv CASCADE");
            Bare.Add(location);
        }
    }

    private static (string, string) MakeOne()
    {
        string location = TakeBare();
        LocalUserService.Open(location, new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        using DbConnection connection = Connect(location);
        WithTables.Add(location);
        return (Ask(connection, Shape), Ask(connection, Contents));
    }

    // Kept open, because to connect costs more than what is asked.
    private static NpgsqlConnection Connect(string location)
    {
        var connection = new NpgsqlConnection(TestStorage.ConnectionString(location) + ";Pooling=true");
        connection.Open();
        return connection;
    }

    private static string Ask(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }
}
