using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The open connections to one database: each operation takes one and gives it back, with its statements prepared.</summary>
/// <param name="settings">How the server is reached.</param>
/// <param name="lockWait">How long a statement waits for a lock.</param>
internal sealed class PostgreSqlConnections(PostgreSqlSettings settings, TimeSpan lockWait) : IDisposable
{
    private const int MostIdle = 16;

    // Npgsql tells nobody whether a connection is encrypted, but asks for options when it begins to encrypt one.
    private static readonly AsyncLocal<StrongBox<bool>?> IsEncrypted = new();

    private readonly ConcurrentBag<PostgreSqlConnection> _idle = [];
    private readonly NpgsqlDataSource _source = CreateSource(settings.ConnectionString);
    private volatile bool _disposed;

    /// <summary>What to do about a connection that others on the way can read, or null if there was none.</summary>
    public string? Exposure { get; private set; }

    /// <summary>Looks at each new connection before it is used.</summary>
    public Action<PostgreSqlConnection>? Check { get; set; }

    /// <summary>The statements that the idle connections keep prepared, each with the values of its last run.</summary>
    public IEnumerable<DbCommand> Commands => _idle.SelectMany(connection => connection.Commands);

    public PostgreSqlConnection Take(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out PostgreSqlConnection? connection))
            return Open(cancellation);
        connection.Cancellation = cancellation;
        return connection;
    }

    public void GiveBack(PostgreSqlConnection connection)
    {
        connection.Cancellation = CancellationToken.None;
        if (_disposed || !connection.IsUsable || _idle.Count >= MostIdle)
            connection.Dispose();
        else
            _idle.Add(connection);
    }

    /// <summary>Closes those that nobody uses: when one is lost, the others mostly are too.</summary>
    public void CloseIdle()
    {
        while (_idle.TryTake(out PostgreSqlConnection? connection))
            connection.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
        _source.Dispose();
    }

    private static NpgsqlDataSource CreateSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseSslClientAuthenticationOptionsCallback(_ =>
        {
            if (IsEncrypted.Value is { } isEncrypted)
                isEncrypted.Value = true;
        });
        return builder.Build();
    }

    private PostgreSqlConnection Open(CancellationToken cancellation)
    {
        var connection = new PostgreSqlConnection(_source.CreateConnection()) { Cancellation = cancellation };
        try
        {
            var isEncrypted = new StrongBox<bool>();
            IsEncrypted.Value = isEncrypted;
            ((NpgsqlConnection)connection.Connection).OpenAsync(cancellation).GetAwaiter().GetResult();
            if (settings.IsElsewhere && !isEncrypted.Value)
            {
                Exposure = $"The connection to the server at '{settings.Host}' is not encrypted: whoever is on the way can read the hashes of the "
                    + "passwords and their key, and change the answers. Add sslmode=verify-full to the URL, or set PGSSLMODE to it.";
            }
            long milliseconds = (long)Math.Clamp(lockWait.TotalMilliseconds, 1, int.MaxValue);
            // Before these PostgreSQL looks into its own schema; and into that of temporary tables, unless it is named.
            connection.Execute($"SET search_path = {PostgreSqlSchema.Name}, pg_temp; SET lock_timeout = {milliseconds}");
            Check?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
