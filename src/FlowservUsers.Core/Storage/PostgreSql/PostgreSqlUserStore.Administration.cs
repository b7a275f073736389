using System.Data;
using FlowservUsers.Keys;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Storage.Sqlite;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

internal sealed partial class PostgreSqlUserStore
{
    /// <summary>Describes a database, without changing one of an earlier version.</summary>
    /// <exception cref="DatabaseNotFoundException">There are no tables.</exception>
    public static FlowservDatabase Describe(
        PostgreSqlAddress address, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation)
    {
        using var store = new PostgreSqlUserStore(PostgreSqlSettings.Resolve(address, options.LockWait, Environment.GetEnvironmentVariable), options.LockWait);
        store.Prepare(create: false, migrate: false, outside: null, cancellation);
        progress?.Invoke("users, sessions and events");
        return store.Describe(options.Clock.Now(), options.KeySearch, cancellation);
    }

    /// <summary>Describes the database.</summary>
    internal FlowservDatabase Describe(DateTimeOffset now, KeySearch search, CancellationToken cancellation) =>
        Read(connection => Describe(connection, now, search), cancellation);

    /// <summary>
    /// Rewrites the tables of keys and users, because the old version of a changed row stays on its page until something
    /// replaces it.
    /// </summary>
    public override bool EraseFreed(CancellationToken cancellation)
    {
        Read(connection => connection.Execute($"VACUUM (FULL) {PostgreSqlSchema.Name}.hashing_keys"), cancellation);
        Read(connection => connection.Execute($"VACUUM (FULL) {PostgreSqlSchema.Name}.users"), cancellation);
        return true;
    }

    /// <summary>Copies the database to an SQLite file, which contains everything and can be opened without a server.</summary>
    public override void Backup(string destination, bool overwrite, Action<double>? progress, CancellationToken cancellation) => SqliteBackup.Write(
        source: null, destination, overwrite,
        temporary =>
        {
            using SqliteUserStore file = SqliteUserStore.Open(temporary, create: true, _lockWait, cancellation);
            CopyTo(file, progress, cancellation);
        });

    protected override T ReadSnapshot<T>(Func<PreparedConnection, T> work, CancellationToken cancellation)
    {
        try
        {
            return Use(
                connection =>
                {
                    connection.Begin(IsolationLevel.RepeatableRead);
                    return work(connection);
                },
                cancellation);
        }
        catch (Exception exception) when (PostgreSqlErrors.Translate(exception, Location, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private FlowservDatabase Describe(PreparedConnection connection, DateTimeOffset now, KeySearch search)
    {
        FlowservPolicy policy = SelectPolicy(connection);
        var facts = new FlowservDatabase
        {
            Location = Location,
            Engine = connection.First("SELECT version()", row => row.GetString(0))!.Split(' ')[0],
            EngineVersion = connection.Connection.ServerVersion,
            SchemaVersion = PostgreSqlSchema.ReadVersion(connection),
            Size = ReadSize(connection),
            Standby = ((PostgreSqlConnection)connection).IsStandby(),
            Encrypted = _connections.Encrypted,
            Pooled = _connections.IsPooled,
        };
        facts = DatabaseCounts.OfUsers(facts, connection, now);
        facts = DatabaseCounts.OfSessions(facts, connection);
        facts = DatabaseCounts.OfResetRequests(facts, connection);
        facts = DatabaseCounts.OfUnknownNames(facts, connection);
        facts = DatabaseCounts.OfAuditEvents(facts, connection);
        if (!_isWithoutKey)
            facts = facts with { HashingKeys = KeyReport.Describe(HashingKeyRows.Read(connection), CountUsersByKey(connection), search) };
        IEnumerable<FlowservDatabaseFinding> findings =
            [.. FindExposure(), .. _isWithoutKey ? [] : KeyReport.Find(facts.HashingKeys, search, database: null, HashingKeyRows.CountUnkeyed(connection)), .. FindDelayedCommits(connection), .. FindMissingStandby(connection), .. _isWithoutKey ? [] : HashFindings.Find(connection, policy), .. ExpiryFindings.Find(connection, policy, now)];
        return facts with { Findings = [.. findings.OrderByDescending(finding => finding.Severity)] };
    }

    private static long? ReadSize(PreparedConnection connection)
    {
        try
        {
            return connection.First("SELECT pg_database_size(current_database())", row => row.GetInt64(0));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedFunction)
        {
            // Not every database system that speaks the protocol has it.
            return null;
        }
    }

    private IEnumerable<FlowservDatabaseFinding> FindExposure()
    {
        if (_connections.Exposure is { } exposure)
        {
            yield return new FlowservDatabaseFinding
            {
                Severity = DatabaseFindingSeverity.Warning,
                Code = DatabaseFindingCode.UnencryptedConnection,
                Message = exposure,
            };
        }
    }

    private static IEnumerable<FlowservDatabaseFinding> FindDelayedCommits(PreparedConnection connection)
    {
        if (connection.First("SELECT current_setting('synchronous_commit', true)", row => row.IsDBNull(0) ? null : row.GetString(0)) == "off")
        {
            yield return new FlowservDatabaseFinding
            {
                Severity = DatabaseFindingSeverity.Warning,
                Code = DatabaseFindingCode.JournalMode,
                Message = "The server reports changes as stored before they are on disk (synchronous_commit = off): a crash can lose the latest changes.",
            };
        }
    }

    private static IEnumerable<FlowservDatabaseFinding> FindMissingStandby(PreparedConnection connection)
    {
        // A login that may not see the state of a standby gets null, which is not reported.
        bool isMissing = connection.First(
            """
            SELECT coalesce(current_setting('synchronous_standby_names', true), '') <> '' AND NOT pg_catalog.pg_is_in_recovery()
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_replication WHERE sync_state IS NULL OR sync_state IN ('sync', 'quorum'))
            """,
            row => row.GetBoolean(0));
        if (isMissing)
        {
            yield return new FlowservDatabaseFinding
            {
                Severity = DatabaseFindingSeverity.Error,
                Code = DatabaseFindingCode.SynchronousStandbyMissing,
                Message = "The server waits for a synchronous standby, and none is connected: no change is confirmed. Bring the standby back, or remove it from synchronous_standby_names.",
            };
        }
    }
}
