using System.Globalization;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The script for an administrator to run if the login of the cmdlets may not create tables.</summary>
internal static class PostgreSqlScript
{
    // Drawn by the server, so that it stands in no file: three random identifiers have 366 random bits.
    private const string NewKey = "sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid()), 'UTF8'))";

    /// <summary>The tables, the key, the roles and their grants. It can be run again, also on the tables of an older version.</summary>
    public static string Create()
    {
        int version = PostgreSqlSchema.NewestVersion;
        var script = new StringBuilder();
        script.AppendLine(CultureInfo.InvariantCulture, $"""
            -- The database of FlowservUsers, schema version {version}: tables, roles and grants. To be run once by the owner of the database
            -- or a superuser, and again after an update: psql --set ON_ERROR_STOP=1 --file <this file> <database>
            BEGIN;
            CREATE SCHEMA IF NOT EXISTS {PostgreSqlSchema.Name};
            SET LOCAL search_path = {PostgreSqlSchema.Name}, pg_temp;
            {PostgreSqlSchema.CreateVersionTable};

            """);
        for (int number = 1; number <= version; number++)
            script.AppendLine(PostgreSqlSchema.ReadScript(number));
        script.AppendLine(CultureInfo.InvariantCulture, $"""
            -- The key of a database of version 1 is taken over.
            INSERT INTO hashing_keys (number, id, value, created_at)
                SELECT 1, encode(substr(sha256(convert_to('{HashingKey.IdPurpose}', 'UTF8') || value), 1, {HashingKey.IdLength}), 'hex'), value,
                       CAST(1000 * extract(epoch FROM now()) AS bigint)
                FROM (SELECT coalesce((SELECT value FROM secret_keys WHERE name = 'password'), {NewKey}) AS value) AS first_key
                WHERE NOT EXISTS (SELECT FROM hashing_keys);
            UPDATE users SET password_key_id = (SELECT id FROM hashing_keys WHERE number = 1)
                WHERE password_scheme = '{PasswordSchemes.Current}' AND EXISTS (SELECT FROM secret_keys);
            DROP TABLE secret_keys;
            INSERT INTO {PostgreSqlSchema.VersionTable} AS present (id, version) VALUES (1, {version})
                ON CONFLICT (id) DO UPDATE SET version = greatest(present.version, excluded.version);

            """);
        script.AppendLine(SchemaScripts.Read("postgresql-roles.sql").Replace(
            "@retention", ((long)new FlowservPolicy().AuditRetention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return script.AppendLine("COMMIT;").ToString();
    }
}
