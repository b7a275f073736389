using System.Data;
using System.Diagnostics;
using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sql;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// A database on a PostgreSQL server, or on another server that uses its protocol. Writes wait for the rows that they
/// lock, one after the other; transactions that the server still rolls back are retried.
/// </summary>
internal sealed partial class PostgreSqlUserStore : SqlUserStore
{
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(10);
    private const int LongestConflictPause = 16;
    private const int MostAdditions = 10;
    private const int ReconnectPause = 100;

    private readonly PostgreSqlConnections _connections;
    private readonly PostgreSqlSettings _settings;
    private readonly TimeSpan _lockWait;
    private volatile bool _isPrepared;
    private volatile bool _isStale;
    private volatile bool _isWithoutKey;
    private volatile bool _isOnStandby;
    private volatile bool _hasWritten;
    private volatile HashSet<string> _keyIds = [];

    private PostgreSqlUserStore(PostgreSqlSettings settings, TimeSpan lockWait)
    {
        Location = settings.Location;
        _settings = settings;
        _lockWait = lockWait;
        _connections = new PostgreSqlConnections(settings, lockWait) { Check = RequireTrustedDatabase };
    }

    public override string Location { get; }

    public override IReadOnlyList<string> Warnings => _connections.Exposure is { } exposure ? [exposure, .. _settings.Warnings] : _settings.Warnings;

    public override bool IsStale => _isStale;

    /// <summary>The statements that were run, each as it was sent the last time.</summary>
    internal IEnumerable<KeyValuePair<string, NpgsqlBatchCommand>> LastRuns => _connections.LastRuns;

    /// <summary>Opens a database, and creates the tables first if requested.</summary>
    /// <exception cref="DatabaseNotFoundException">There are no tables, and they are not to be created.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The schema belongs to another program.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">The tables are of a newer version.</exception>
    public static PostgreSqlUserStore Open(
        PostgreSqlAddress address, bool create, TimeSpan lockWait, CancellationToken cancellation, HashingKey? outside = null)
    {
        return Open(PostgreSqlSettings.Resolve(address, lockWait, Environment.GetEnvironmentVariable), create, lockWait, cancellation, outside);
    }

    /// <summary>Opens a database that it is known how to reach.</summary>
    internal static PostgreSqlUserStore Open(
        PostgreSqlSettings settings, bool create, TimeSpan lockWait, CancellationToken cancellation, HashingKey? outside = null)
    {
        var store = new PostgreSqlUserStore(settings, lockWait);
        try
        {
            store.Prepare(create, migrate: true, outside, cancellation);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public override void Dispose() => _connections.Dispose();

    protected override T Read<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) =>
        Retry(() => Use(work, cancellation), cancellation);

    protected override T Write<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) =>
        Write(IsolationLevel.ReadCommitted, work, cancellation);

    protected override T WriteAlone<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) =>
        Write(IsolationLevel.Serializable, work, cancellation);

    protected override bool TryWriteNow(Action<PreparedConnection> work)
    {
        try
        {
            return Use(
                connection => Transact(
                    connection,
                    IsolationLevel.ReadCommitted,
                    transaction =>
                    {
                        work(transaction);
                        return true;
                    },
                    "lock_timeout = 10",
                    // Nor for a standby that confirms it.
                    "synchronous_commit = off"),
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is DatabaseException || PostgreSqlErrors.Translate(exception, Location, default) is not null)
        {
            return false;
        }
    }

    private T Write<T>(IsolationLevel isolation, Func<PreparedConnection, T> work, CancellationToken cancellation)
    {
        // A hash made with the wrong key would match nothing.
        if (_isWithoutKey)
            throw new DatabaseUnavailableException(Location, $"The server denied access: this login may not read the hashing key, so it has read-only access. {PostgreSqlErrors.RoleHint}");
        return Retry(() => Use(connection => Transact(connection, isolation, work), cancellation), cancellation);
    }

    private T Transact<T>(
        PostgreSqlConnection connection, IsolationLevel isolation, Func<PreparedConnection, T> work, params ReadOnlySpan<string> settings)
    {
        connection.Begin(isolation, settings);
        T result = work(connection);
        try
        {
            connection.Commit();
        }
        catch (UnknownOutcomeException exception)
        {
            throw new DatabaseUnavailableException(
                Location, $"{exception.Message} The change may or may not be stored. Check before you try again.", exception.InnerException);
        }
        _hasWritten = true;
        return result;
    }

    private T Use<T>(Func<PostgreSqlConnection, T> work, CancellationToken cancellation)
    {
        PostgreSqlConnection connection = Take(cancellation);
        try
        {
            return work(connection);
        }
        catch (PostgresException exception) when (PostgreSqlErrors.IsReadOnly(exception) || exception.SqlState == PostgresErrorCodes.FeatureNotSupported)
        {
            connection.RollBack();
            // It may have been promoted since.
            _isOnStandby = connection.BeganOnStandby || connection.IsStandby();
            if (!_isOnStandby || PostgreSqlErrors.IsReadOnly(exception))
                throw;
            // A serialisable transaction is refused there as a thing that it cannot do.
            throw new PostgresException(exception.MessageText, exception.Severity, exception.InvariantSeverity, PostgresErrorCodes.ReadOnlySqlTransaction);
        }
        finally
        {
            connection.RollBack();
            _connections.GiveBack(connection);
        }
    }

    private PostgreSqlConnection Take(CancellationToken cancellation)
    {
        try
        {
            return _connections.Take(cancellation);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            // The password was changed, so reopening the database requires the new one.
            _isStale = true;
            throw;
        }
    }

    /// <summary>Runs an attempt until it neither conflicts with another transaction nor loses its connection before the commit.</summary>
    private T Retry<T>(Func<T> attempt, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        int additions = 0;
        for (int pause = 1; ; pause = Math.Min(2 * pause, LongestConflictPause))
        {
            cancellation.ThrowIfCancellationRequested();
            bool isConflict;
            try
            {
                return attempt();
            }
            catch (Exception exception)
            {
                isConflict = PostgreSqlErrors.IsConflict(exception) || (PostgreSqlErrors.IsAddedElsewhere(exception) && additions++ < MostAdditions);
                bool isLost = PostgreSqlErrors.IsNotReady(exception) || (_isPrepared && PostgreSqlErrors.IsLost(exception)) || IsDemoted(exception);
                TimeSpan waited = Stopwatch.GetElapsedTime(start);
                if (isConflict && waited >= _lockWait)
                    throw new DatabaseBusyException(Location, waited, exception);
                if (!isConflict && (!isLost || waited >= LongestReconnect || waited >= _lockWait))
                {
                    if (PostgreSqlErrors.Translate(exception, Location, cancellation) is { } translated)
                        throw translated;
                    throw;
                }
                if (isLost)
                    _connections.CloseIdle();
            }
            cancellation.WaitHandle.WaitOne(isConflict ? Random.Shared.Next(pause + 1) : ReconnectPause);
        }
    }

    /// <summary>Whether the server has become a standby, or is one of several among which there is a primary, or soon will be.</summary>
    private bool IsDemoted(Exception exception) =>
        PostgreSqlErrors.IsReadOnly(exception) && _isOnStandby && (_hasWritten || _settings.Hosts.Count > 1);

    private void Prepare(bool create, bool migrate, HashingKey? outside, CancellationToken cancellation)
    {
        int version = Read(PostgreSqlSchema.ReadVersion, cancellation);
        if (version > PostgreSqlSchema.NewestVersion)
            throw new DatabaseVersionNotSupportedException(Location, version, PostgreSqlSchema.NewestVersion);
        // Also where tables are to be created: otherwise, users would be looked up in the wrong tables forever.
        if (version == 0 && Read(PostgreSqlSchema.FindFlowservUsers, cancellation) is not null)
            throw new NotAFlowservDatabaseException(Location, "It is a database of flowserv-core. To import its users: Import-FlowservUser -Path <this URL> -Database <another>");
        if (version == 0 && !create)
            throw new DatabaseNotFoundException(Location);
        if (version == 0)
            WriteAlone(connection => PostgreSqlSchema.CreateVersion((PostgreSqlConnection)connection, Location), cancellation);
        if (version < PostgreSqlSchema.NewestVersion && migrate)
            WriteAlone(connection => PostgreSqlSchema.Migrate((PostgreSqlConnection)connection, Location, outside), cancellation);

        // Version 1 has no table of keys.
        _isWithoutKey = (version < 2 && !migrate) || !Read(PostgreSqlSchema.MayReadKeys, cancellation);
        if (!_isWithoutKey)
            _keyIds = IdsOf(Read(HashingKeyRows.Read, cancellation));
        _isPrepared = true;
    }

    private static HashSet<string> IdsOf(IEnumerable<StoredKey> keys) => [.. keys.Select(key => key.Id)];

    private void RequireTrustedDatabase(PostgreSqlConnection connection)
    {
        PostgreSqlSchema.RequireTrustedOwner(connection, Location);
        RequireSameDatabase(connection);
    }

    /// <summary>After an outage, the same URL can lead to another database, which has none of the hashing keys.</summary>
    private void RequireSameDatabase(PostgreSqlConnection connection)
    {
        if (!_isPrepared)
            return;
        if (PostgreSqlSchema.ReadVersion(connection) != 0 && (_isWithoutKey || HasOneOfTheKeys(connection)))
            return;
        _isStale = true;
        throw new DatabaseUnavailableException(Location, "The database was replaced while it was in use. Try again.");
    }

    // Keys come and go one at a time.
    private bool HasOneOfTheKeys(PreparedConnection connection)
    {
        HashSet<string> ids = IdsOf(HashingKeyRows.Read(connection));
        bool hasOne = ids.Overlaps(_keyIds);
        _keyIds = hasOne ? ids : _keyIds;
        return hasOne;
    }
}
