using FlowservUsers.Passwords;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>Migrates a database to the newest schema version. The tables are in their own schema, separate from other data in the database.</summary>
internal static class PostgreSqlSchema
{
    /// <summary>The schema of the tables.</summary>
    public const string Name = "flowserv";

    /// <summary>The newest version this code knows.</summary>
    public const int NewestVersion = 2;

    /// <summary>The table with the version.</summary>
    public const string VersionTable = "schema_version";

    /// <summary>Creates the table with the version, unless it exists.</summary>
    public const string CreateVersionTable = $"CREATE TABLE IF NOT EXISTS {Name}.{VersionTable} (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)";

    /// <summary>The database setting in which its owner names the owner of the schema.</summary>
    public const string OwnerSetting = "flowserv.owner";

    private const string SchemaItself = "";

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

    /// <summary>Finds the users of flowserv-core: the number of their table, or null where the user of the server sees none.</summary>
    public static long? FindFlowservUsers(PreparedConnection connection) => connection.First<long?>(
        // Without a comparison, whose operator others could have put into a schema that is searched first.
        "SELECT CAST(pg_catalog.to_regclass('api_user') AS pg_catalog.int8)", row => row.IsDBNull(0) ? null : row.GetInt64(0));

    /// <summary>
    /// Refuses a schema, and a table in it, whose owner is not the user, a group of the user, or a role with power over
    /// the database anyway: others can create one with this name first, and what they put into it would run with the rights of the
    /// user. A role with that power can declare another role the owner, by a database setting that nobody else can write.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It belongs to somebody else.</exception>
    public static void RequireTrustedOwner(PreparedConnection connection, string location)
    {
        // The role pg_database_owner stands for the owner of the database. A superuser counts as a member of every group.
        (string Role, string What)? stranger = connection.First<(string, string)?>(
            $"""
            SELECT CAST(owner.rolname AS text), held.what FROM (
                SELECT nspowner AS owner, '{SchemaItself}' AS what FROM pg_catalog.pg_namespace WHERE nspname = '{Name}'
                UNION ALL
                SELECT relowner, CAST(relname AS text) FROM pg_catalog.pg_class
                WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = '{Name}') AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            ) AS held JOIN pg_catalog.pg_roles AS owner ON owner.oid = held.owner
            WHERE owner.rolname NOT IN (current_user, 'pg_database_owner') AND NOT owner.rolsuper
              AND owner.oid <> (SELECT datdba FROM pg_catalog.pg_database WHERE datname = current_database())
              AND ((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) OR NOT pg_has_role(owner.oid, 'MEMBER'))
              AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_db_role_setting
                WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                  AND '{OwnerSetting}=' || CAST(owner.rolname AS text) = ANY (setconfig))
            ORDER BY held.what <> '{SchemaItself}' LIMIT 1
            """,
            row => (row.GetString(0), row.GetString(1)));
        if (stranger is not var (role, what))
            return;
        throw new DatabaseUnavailableException(
            location,
            $"{(what == SchemaItself ? $"Its schema '{Name}'" : $"The table '{what}' in its schema '{Name}'")} belongs to the role '{role}', which could put anything into it. "
            + $"If you trust it, the owner of the database can allow it: ALTER DATABASE {Quote(connection.Connection.Database)} SET {OwnerSetting} = '{role.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>Creates the schema and the table with the version, unless they are there; to be called in a transaction.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The schema belongs to another program.</exception>
    /// <exception cref="DatabaseUnavailableException">The database does not store Unicode.</exception>
    public static void CreateVersion(PostgreSqlConnection connection, string location)
    {
        if (connection.ServerParameter("server_encoding") is { } encoding and not "UTF8")
            throw new DatabaseUnavailableException(location, $"It stores text as {encoding}, but names need UTF8. Use a database that was created with the encoding UTF8.");
        if (HasOtherTables(connection))
            throw new NotAFlowservDatabaseException(location, $"Its schema '{Name}' belongs to another program.");
        // Asked first, because creating needs a right that the owner of an existing schema may lack.
        if (connection.First($"SELECT count(*) FROM information_schema.schemata WHERE schema_name = '{Name}'", row => row.GetInt64(0)) == 0)
            connection.Execute($"CREATE SCHEMA IF NOT EXISTS {Name}");
        // Another may have created it since the connection was opened.
        RequireTrustedOwner(connection, location);
        connection.Execute(CreateVersionTable);
        connection.Execute($"INSERT INTO {VersionTable} (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING");
    }

    /// <summary>The statements that lead to a version from the one before.</summary>
    public static string ReadScript(int version) => SchemaScripts.Read($"postgresql-{version:000}.sql");

    /// <summary>Runs the scripts that are missing; to be called in a transaction. The locked row lets one process through at a time.</summary>
    /// <param name="outside">The first key of a new database, if it is kept outside of it.</param>
    /// <exception cref="DatabaseUnavailableException">Somebody else has made one of the tables.</exception>
    public static void Migrate(PostgreSqlConnection connection, string location, HashingKey? outside)
    {
        // For the names in the scripts; those of temporary tables would come first otherwise.
        connection.Execute($"SET LOCAL search_path = {Name}, pg_temp");
        long version = connection.First($"{SelectVersion} FOR UPDATE", row => row.GetInt64(0));
        bool isNew = version == 0;
        while (version < NewestVersion)
        {
            version++;
            connection.ExecuteScript(ReadScript((int)version));
            if (version == 2)
                UseHashingKeys(connection, isNew, outside);
            connection.Execute($"UPDATE {VersionTable} SET version = @version WHERE id = 1", ("@version", version));
        }
        // Another role that may create tables in the schema may have been faster.
        RequireTrustedOwner(connection, location);
    }

    private static void UseHashingKeys(PreparedConnection connection, bool isNew, HashingKey? outside)
    {
        if (isNew)
            HashingKeyRows.AddFirst(connection, outside);
        else
            HashingKeyRows.TakeOver(connection);
        connection.Execute("DROP TABLE IF EXISTS secret_keys");
    }

    /// <summary>Whether this login may read the hashing keys; a reporting login may not.</summary>
    public static bool MayReadKeys(PreparedConnection connection) =>
        connection.First($"SELECT pg_catalog.has_table_privilege('{Name}.{CopiedTable.Keys}', 'SELECT')", row => row.GetBoolean(0));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool HasOtherTables(PreparedConnection connection) => connection.First(
        $"""
        SELECT count(*) FROM information_schema.tables WHERE table_schema = '{Name}'
          AND NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = '{Name}' AND table_name = 'schema_version')
        """,
        row => row.GetInt64(0)) > 0;
}
