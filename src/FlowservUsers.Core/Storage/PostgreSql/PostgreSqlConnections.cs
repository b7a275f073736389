using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The open connections to one database: each operation takes one and returns it.</summary>
/// <param name="settings">How the server is reached.</param>
/// <param name="lockWait">How long a statement waits for a lock.</param>
internal sealed class PostgreSqlConnections(PostgreSqlSettings settings, TimeSpan lockWait) : IDisposable
{
    private const int MostIdle = 16;

    // Npgsql does not report whether a connection is encrypted, but asks for options when it starts encrypting one.
    private static readonly AsyncLocal<StrongBox<bool>?> IsEncrypted = new();

    private readonly ConcurrentBag<PostgreSqlConnection> _idle = [];
    private readonly NpgsqlDataSource _source = CreateSource(settings, settings.ConnectionString);
    private readonly NpgsqlDataSource _preparingSource = CreateSource(settings, settings.PreparingConnectionString);
    private volatile bool _disposed;

    /// <summary>What to do about a connection that others on the way can read, or null if there was none.</summary>
    public string? Exposure { get; private set; }

    /// <summary>Whether the last connection was encrypted.</summary>
    public bool Encrypted { get; private set; }

    /// <summary>Whether a pooler was detected in front of the server.</summary>
    public bool IsPooled { get; private set; }

    /// <summary>Looks at each new connection before it is used.</summary>
    public Action<PostgreSqlConnection>? Check { get; set; }

    /// <summary>The statements that the idle connections have run, each as it was sent the last time.</summary>
    public IEnumerable<KeyValuePair<string, NpgsqlBatchCommand>> LastRuns => _idle.SelectMany(connection => connection.LastRuns);

    public PostgreSqlConnection Take(CancellationToken cancellation)
    {
        if (_disposed)
            throw new DatabaseUnavailableException(settings.Location, "The connection was closed while it was in use. Try again.");
        if (!_idle.TryTake(out PostgreSqlConnection? connection))
            return Open(cancellation);
        connection.Cancellation = cancellation;
        return connection;
    }

    public void GiveBack(PostgreSqlConnection connection)
    {
        // A late request to stop could still stop the connection's next statement.
        bool isStopped = connection.Cancellation.IsCancellationRequested;
        connection.Cancellation = CancellationToken.None;
        if (_disposed || isStopped || !connection.IsUsable || _idle.Count >= MostIdle)
            connection.Dispose();
        else
            _idle.Add(connection);
    }

    /// <summary>Closes idle connections: when one is lost, the others usually are too.</summary>
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
        _preparingSource.Dispose();
    }

    private static NpgsqlDataSource CreateSource(PostgreSqlSettings settings, string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Only types that every server has are used. To read all that a database has would be the longest statement of a short session.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.UseSslClientAuthenticationOptionsCallback(options =>
        {
            if (settings.TlsVersions != SslProtocols.None)
                options.EnabledSslProtocols = settings.TlsVersions;
            if (IsEncrypted.Value is { } isEncrypted)
                isEncrypted.Value = true;
        });
        return settings.Target is { } target ? builder.BuildMultiHost().WithTargetSession(target) : builder.Build();
    }

    private PostgreSqlConnection Open(CancellationToken cancellation)
    {
        PostgreSqlConnection? connection = IsPooled ? null : Connect(_preparingSource, cancellation);
        try
        {
            // Prepared statements belong to a server process. Behind a pooler, another client could use that process, or another process could be used.
            if (connection is null || !connection.IsDirect())
            {
                IsPooled = true;
                connection?.Dispose();
                connection = Connect(_source, cancellation);
                connection.IsDirect();
            }
            Check?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private PostgreSqlConnection Connect(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var connection = new PostgreSqlConnection(source.CreateConnection(), lockWait, settings.Patience) { Cancellation = cancellation };
        var isEncrypted = new StrongBox<bool>();
        IsEncrypted.Value = isEncrypted;
        try
        {
            connection.Open();
        }
        catch (NpgsqlException exception) when (PostgreSqlErrors.IsUntrusted(exception) && TlsProbe.IsForAnotherName(settings))
        {
            connection.Dispose();
            throw new DatabaseUnavailableException(
                settings.Location, "The server's certificate is for a different name than the host in the URL. Use a name that the certificate covers, or check that this is the right server.", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        Encrypted = isEncrypted.Value;
        if (settings.IsElsewhere && !Encrypted)
        {
            Exposure = $"The connection to the server at '{string.Join("', '", settings.Hosts)}' is not encrypted: anyone on the network path can read the "
                + "password hashes and their key, and change the responses. Add sslmode=verify-full to the URL, or set PGSSLMODE to verify-full.";
        }
        return connection;
    }
}
