using System.Globalization;
using System.Net;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>How a server is reached.</summary>
/// <param name="Location">The address with all that was found out, without a password.</param>
/// <param name="ConnectionString">The same for Npgsql, with the password.</param>
/// <param name="Host">The host, or the folder of a socket.</param>
internal sealed record PostgreSqlSettings(string Location, string ConnectionString, string Host)
{
    /// <summary>The longest wait for a connection, in seconds.</summary>
    private const int LongestConnect = 10;

    /// <summary>How long a stopped statement may take to end before its connection is given up.</summary>
    private const int StopMilliseconds = 500;

    /// <summary>How long a statement may take, in seconds, once it waits for no lock.</summary>
    private const int StatementSeconds = 30;

    /// <summary>The longest wait for a lock, in seconds: a day.</summary>
    private const int LongestLockWait = 86_400;

    private const int PreparedStatements = 100;

    /// <summary>The connection string with statements that the server keeps prepared.</summary>
    public string PreparingConnectionString =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { MaxAutoPrepare = PreparedStatements, AutoPrepareMinUsages = 2 }.ConnectionString;

    /// <summary>Which of several servers is wanted, or null where there is one.</summary>
    public TargetSessionAttributes? Target { get; init; }

    /// <summary>Whether what is sent leaves this machine, as far as the host tells.</summary>
    public bool IsElsewhere => !Host.StartsWith('/') && !Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Finds out what an address leaves open, as libpq does: from the service, the environment, and the defaults.</summary>
    /// <param name="address">The address.</param>
    /// <param name="lockWait">How long a statement may wait for a lock, before it takes its own time.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="DatabaseUnavailableException">A parameter cannot be understood.</exception>
    public static PostgreSqlSettings Resolve(PostgreSqlAddress address, TimeSpan lockWait, Func<string, string?> environment)
    {
        Dictionary<string, string> given = PostgreSqlParameters.Resolve(address, environment);
        string location = new PostgreSqlAddress(given).ToString();

        bool isSocket = given[PostgreSqlAddress.Host].StartsWith('/');
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = given[PostgreSqlAddress.Host],
            Port = Number(given, PostgreSqlAddress.Port, location),
            Database = given[PostgreSqlAddress.Database],
            Username = given[PostgreSqlAddress.User],
            Password = given.GetValueOrDefault(PostgreSqlAddress.Password),
            Passfile = given.GetValueOrDefault("passfile"),
            SslMode = isSocket ? SslMode.Disable : ReadSslMode(given, location),
            RootCertificate = given.GetValueOrDefault("sslrootcert"),
            SslCertificate = given.GetValueOrDefault("sslcert"),
            SslKey = given.GetValueOrDefault("sslkey"),
            ChannelBinding = ReadChannelBinding(given, location),
            GssEncryptionMode = GssEncryptionMode.Disable,
            Options = given.GetValueOrDefault("options"),
            ApplicationName = given.GetValueOrDefault("application_name", "FlowservUsers"),
            Timeout = ReadConnectTimeout(given, location),
            CommandTimeout = StatementSeconds + (int)Math.Min(Math.Ceiling(lockWait.TotalSeconds), LongestLockWait),
            CancellationTimeout = StopMilliseconds,
            // The store keeps the connections itself, with their statements.
            Pooling = false,
            // Not PGCLIENTENCODING: what is sent is Unicode, whatever other programs want.
            ClientEncoding = "UTF8",
        };
        return new PostgreSqlSettings(location, builder.ConnectionString, builder.Host);
    }

    private static SslMode ReadSslMode(Dictionary<string, string> given, string location) =>
        given.GetValueOrDefault("sslmode", "prefer") switch
        {
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            // As in libpq, a given root certificate is there to be checked against.
            "require" => given.ContainsKey("sslrootcert") ? SslMode.VerifyCA : SslMode.Require,
            "verify-ca" => SslMode.VerifyCA,
            "verify-full" => SslMode.VerifyFull,
            _ => throw new DatabaseUnavailableException(location, "The sslmode is none of: disable, allow, prefer, require, verify-ca, verify-full."),
        };

    private static ChannelBinding ReadChannelBinding(Dictionary<string, string> given, string location) =>
        given.GetValueOrDefault("channel_binding", "prefer") switch
        {
            "disable" => ChannelBinding.Disable,
            "prefer" => ChannelBinding.Prefer,
            "require" => ChannelBinding.Require,
            _ => throw new DatabaseUnavailableException(location, "The channel_binding is none of: disable, prefer, require."),
        };

    // libpq's 0 waits for ever; nothing here does.
    private static int ReadConnectTimeout(Dictionary<string, string> given, string location) =>
        given.ContainsKey("connect_timeout") && Number(given, "connect_timeout", location) is > 0 and < LongestConnect and int seconds
            ? seconds
            : LongestConnect;

    private static int Number(Dictionary<string, string> given, string name, string location) =>
        int.TryParse(given[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new DatabaseUnavailableException(location, $"The {name} is not a number.");
}
