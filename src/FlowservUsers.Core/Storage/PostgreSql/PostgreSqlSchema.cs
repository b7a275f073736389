using FlowservUsers.Storage.Sql;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>Brings a database to the newest schema version. The tables are in a schema of their own, beside what others keep in the database.</summary>
internal static class PostgreSqlSchema
{
    /// <summary>The schema of the tables.</summary>
    public const string Name = "flowserv";

    /// <summary>The newest version this code knows.</summary>
    public const int NewestVersion = 2;

    /// <summary>The table with the version.</summary>
    public const string VersionTable = "schema_version";

    private const string SelectVersion = $"SELECT version FROM {VersionTable} WHERE id = 1";

    /// <summary>Reads the version: 0 if nothing was created yet, or not completely.</summary>
    public static int ReadVersion(PreparedConnection connection)
    {
        try
        {
            return (int)connection.First(SelectVersion, row => row.GetInt64(0));
        }
        catch (PostgresException exception) when (PostgreSqlErrors.IsMissing(exception))
        {
            return 0;
        }
    }

    /// <summary>
    /// Refuses a schema of somebody who is neither the user nor a group of the user, nor has power over the database anyway:
    /// others can make a schema of this name first, and what they put into it would run in the name of the user.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It belongs to somebody else.</exception>
    public static void RequireTrustedOwner(PreparedConnection connection, string location)
    {
        // The role pg_database_owner stands for the owner of the database. A superuser counts as a member of every group.
        string? stranger = connection.First(
            $"""
            SELECT owner.rolname FROM pg_catalog.pg_namespace JOIN pg_catalog.pg_roles AS owner ON owner.oid = nspowner
            WHERE nspname = '{Name}' AND owner.rolname NOT IN (current_user, 'pg_database_owner') AND NOT owner.rolsuper
              AND owner.oid <> (SELECT datdba FROM pg_catalog.pg_database WHERE datname = current_database())
              AND ((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) OR NOT pg_has_role(owner.oid, 'MEMBER'))
            """,
            row => row.GetString(0));
        if (stranger is not null)
        {
            throw new DatabaseUnavailableException(
                location,
                $"Its schema '{Name}' belongs to the role '{stranger}', who could put anything into it. If you trust what is there, let the server's "
                + $"administrator change that: ALTER SCHEMA {Name} OWNER TO, and the name of the user or of the owner of the database.");
        }
    }

    /// <summary>Creates the schema and the table with the version, unless they are there; to be called in a transaction.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The schema belongs to another program.</exception>
    /// <exception cref="DatabaseUnavailableException">The database does not store Unicode.</exception>
    public static void CreateVersion(PostgreSqlConnection connection, string location)
    {
        if (connection.ServerParameter("server_encoding") is { } encoding and not "UTF8")
            throw new DatabaseUnavailableException(location, $"It stores text as {encoding}; names need UTF8. Use a database that was created with that encoding.");
        if (HasOtherTables(connection))
            throw new NotAFlowservDatabaseException(location, $"Its schema '{Name}' belongs to another program.");
        // Asked first, because creating needs a right that the owner of an existing schema may lack.
        if (connection.First($"SELECT count(*) FROM information_schema.schemata WHERE schema_name = '{Name}'", row => row.GetInt64(0)) == 0)
            connection.Execute($"CREATE SCHEMA IF NOT EXISTS {Name}");
        // Another may have created it since the connection was opened.
        RequireTrustedOwner(connection, location);
        connection.Execute($"CREATE TABLE IF NOT EXISTS {Name}.{VersionTable} (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)");
        connection.Execute($"INSERT INTO {VersionTable} (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING");
    }

    /// <summary>Runs the scripts that are missing; to be called in a transaction. The locked row lets one process through at a time.</summary>
    public static void Migrate(PostgreSqlConnection connection)
    {
        // For the names in the scripts; those of temporary tables would come first otherwise.
        connection.Execute($"SET LOCAL search_path = {Name}, pg_temp");
        long version = connection.First($"{SelectVersion} FOR UPDATE", row => row.GetInt64(0));
        bool isNew = version == 0;
        while (version < NewestVersion)
        {
            version++;
            connection.ExecuteScript(SchemaScripts.Read($"postgresql-{version:000}.sql"));
            if (version == 2)
                UseHashingKeys(connection, isNew);
            connection.Execute($"UPDATE {VersionTable} SET version = @version WHERE id = 1", ("@version", version));
        }
    }

    private static void UseHashingKeys(PreparedConnection connection, bool isNew)
    {
        if (isNew)
            HashingKeyRows.AddFirst(connection);
        else
            HashingKeyRows.TakeOver(connection);
        connection.Execute("DROP TABLE IF EXISTS secret_keys");
    }

    private static bool HasOtherTables(PreparedConnection connection) => connection.First(
        $"""
        SELECT count(*) FROM information_schema.tables WHERE table_schema = '{Name}'
          AND NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = '{Name}' AND table_name = 'schema_version')
        """,
        row => row.GetInt64(0)) > 0;
}
