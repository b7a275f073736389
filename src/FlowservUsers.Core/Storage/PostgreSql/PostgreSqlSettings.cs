using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>How to reach a server.</summary>
/// <param name="Location">The address with all that was found out, without a password.</param>
/// <param name="ConnectionString">The same for Npgsql, with the password.</param>
/// <param name="Hosts">The hosts, or the folders of sockets.</param>
internal sealed record PostgreSqlSettings(string Location, string ConnectionString, IReadOnlyList<string> Hosts)
{
    /// <summary>The longest wait for a connection, in seconds.</summary>
    private const int LongestConnect = 10;

    private const int ShortestConnect = 2;
    private const string DefaultPort = "5432";

    /// <summary>How long a stopped statement may take to end before its connection is abandoned.</summary>
    private const int StopMilliseconds = 500;

    /// <summary>How long a statement may take, in seconds, once it waits for no lock.</summary>
    private const int StatementSeconds = 30;

    /// <summary>The longest wait for a lock, in seconds: a day.</summary>
    private const int LongestLockWait = 86_400;

    private const int PreparedStatements = 100;

    /// <summary>The connection string with statements that the server keeps prepared.</summary>
    public string PreparingConnectionString =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { MaxAutoPrepare = PreparedStatements, AutoPrepareMinUsages = 2 }.ConnectionString;

    /// <summary>How long a server may be silent: connect_timeout, also once it is connected to.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(new NpgsqlConnectionStringBuilder(ConnectionString).Timeout);

    /// <summary>Which of several servers is wanted, or null where there is one.</summary>
    public TargetSessionAttributes? Target { get; init; }

    /// <summary>Which versions of TLS may be used, or none for those of the system.</summary>
    public SslProtocols TlsVersions { get; init; }

    /// <summary>A warning for parameters that are not supported.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the connection leaves this machine, judging by the hosts.</summary>
    public bool IsElsewhere => Hosts.Any(IsAnotherMachine);

    /// <summary>Completes a URL as libpq does: from the service, the environment, and the defaults.</summary>
    /// <param name="address">The address.</param>
    /// <param name="lockWait">How long a statement may wait for a lock, before it takes its own time.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="DatabaseUnavailableException">A parameter cannot be understood.</exception>
    public static PostgreSqlSettings Resolve(PostgreSqlAddress address, TimeSpan lockWait, Func<string, string?> environment)
    {
        Dictionary<string, string> given = PostgreSqlParameters.Resolve(address, environment);
        string location = new PostgreSqlAddress(given).ToString();

        IReadOnlyList<(string Host, string? Port)> servers = ReadHosts(given, location);
        string[] hosts = [.. servers.Select(server => server.Host)];
        PostgreSqlFiles.Check(given, location, environment);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = string.Join(',', servers.Select(server => WithPort(server, isAlone: hosts.Length == 1))),
            Database = given[PostgreSqlAddress.Database],
            Username = given[PostgreSqlAddress.User],
            Password = given.GetValueOrDefault(PostgreSqlAddress.Password),
            Passfile = given.GetValueOrDefault("passfile"),
            SslMode = hosts.All(IsSocket) ? SslMode.Disable : ReadSslMode(given, location),
            SslNegotiation = Choose(given, "sslnegotiation", location, ("postgres", SslNegotiation.Postgres), ("direct", SslNegotiation.Direct)),
            RootCertificate = given.GetValueOrDefault("sslrootcert") is { } root && root != "system" ? root : null,
            SslCertificate = given.GetValueOrDefault("sslcert"),
            SslKey = given.GetValueOrDefault("sslkey"),
            SslPassword = given.GetValueOrDefault("sslpassword"),
            ChannelBinding = Choose(
                given, "channel_binding", location, ("prefer", ChannelBinding.Prefer), ("disable", ChannelBinding.Disable), ("require", ChannelBinding.Require)),
            GssEncryptionMode = Choose(
                given, "gssencmode", location, ("disable", GssEncryptionMode.Disable), ("prefer", GssEncryptionMode.Prefer), ("require", GssEncryptionMode.Require)),
            Options = given.GetValueOrDefault("options"),
            ApplicationName = given.GetValueOrDefault("application_name") ?? given.GetValueOrDefault("fallback_application_name", "FlowservUsers"),
            Timeout = ReadConnectTimeout(given, location, hosts.Length),
            CommandTimeout = StatementSeconds + (int)Math.Min(Math.Ceiling(lockWait.TotalSeconds), LongestLockWait),
            CancellationTimeout = StopMilliseconds,
            // The store keeps the connections itself.
            Pooling = false,
            // Not PGCLIENTENCODING: text is sent as Unicode, whatever other programs use.
            ClientEncoding = "UTF8",
        };
        if (hosts.Length == 1)
            builder.Port = int.Parse(servers[0].Port!, CultureInfo.InvariantCulture);
        AddRare(builder, given, location);
        string[] notObeyed = [.. PostgreSqlParameters.FindNotObeyed(given)];
        return new PostgreSqlSettings(location, builder.ConnectionString, hosts)
        {
            Target = ReadTarget(given, location, hosts.Length),
            TlsVersions = ReadTlsVersions(given, location),
            Warnings = notObeyed.Length == 0
                ? []
                : [$"These parameters for the server '{location}' are not supported and have no effect: {string.Join(", ", notObeyed)}."],
        };
    }

    private static void AddRare(NpgsqlConnectionStringBuilder builder, Dictionary<string, string> given, string location)
    {
        if (given.TryGetValue("require_auth", out string? methods))
            builder.RequireAuth = methods;
        if (given.TryGetValue("krbsrvname", out string? service))
            builder.KerberosServiceName = service;
        builder.LoadBalanceHosts = Choose(given, "load_balance_hosts", location, ("disable", false), ("random", true));
        // Each connection looks for the requested server again, because roles may have changed.
        builder.HostRecheckSeconds = 0;
        builder.TcpKeepAlive = given.GetValueOrDefault("keepalives") != "0";
        if (builder.TcpKeepAlive && given.ContainsKey("keepalives_idle"))
            builder.TcpKeepAliveTime = Number(given, "keepalives_idle", location);
        if (builder.TcpKeepAlive && given.ContainsKey("keepalives_idle") && given.ContainsKey("keepalives_interval"))
            builder.TcpKeepAliveInterval = Number(given, "keepalives_interval", location);
    }

    private static IReadOnlyList<(string Host, string? Port)> ReadHosts(Dictionary<string, string> given, string location)
    {
        try
        {
            var address = new PostgreSqlAddress(given);
            if (address.Hosts.All(server => int.TryParse(server.Port ?? DefaultPort, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535))
                return [.. address.Hosts.Select(server => (server.Host.Length == 0 ? "localhost" : server.Host, (string?)(server.Port ?? DefaultPort)))];
            throw new FormatException("The port is not a number from 1 to 65535.");
        }
        catch (FormatException exception)
        {
            throw new DatabaseUnavailableException(location, exception.Message, exception);
        }
    }

    private static string WithPort((string Host, string? Port) server, bool isAlone)
    {
        if (isAlone)
            return server.Host;
        return $"{(server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : server.Host)}:{server.Port}";
    }

    /// <summary>Of several servers, the one that accepts writes unless another kind is requested; any other if there is none.</summary>
    private static TargetSessionAttributes? ReadTarget(Dictionary<string, string> given, string location, int hosts)
    {
        if (!given.ContainsKey("target_session_attrs"))
            return hosts == 1 ? null : TargetSessionAttributes.PreferPrimary;
        return Choose(
            given, "target_session_attrs", location,
            ("any", TargetSessionAttributes.Any), ("read-write", TargetSessionAttributes.ReadWrite), ("read-only", TargetSessionAttributes.ReadOnly),
            ("primary", TargetSessionAttributes.Primary), ("standby", TargetSessionAttributes.Standby), ("prefer-standby", TargetSessionAttributes.PreferStandby));
    }

    private static bool IsSocket(string host) => host.StartsWith('/');

    private static bool IsAnotherMachine(string host) => !IsSocket(host) && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static SslMode ReadSslMode(Dictionary<string, string> given, string location)
    {
        SslMode mode = Choose(
            given, "sslmode", location,
            ("prefer", SslMode.Prefer), ("disable", SslMode.Disable), ("allow", SslMode.Allow), ("require", SslMode.Require),
            ("verify-ca", SslMode.VerifyCA), ("verify-full", SslMode.VerifyFull));
        if (given.GetValueOrDefault("sslrootcert") == "system")
            return SslMode.VerifyFull;
        // As in libpq, a given root certificate is there to be checked against.
        return mode == SslMode.Require && given.ContainsKey("sslrootcert") ? SslMode.VerifyCA : mode;
    }

    private static SslProtocols ReadTlsVersions(Dictionary<string, string> given, string location)
    {
        if (!given.ContainsKey("ssl_min_protocol_version") && !given.ContainsKey("ssl_max_protocol_version"))
            return SslProtocols.None;
        (string, int)[] versions = [("TLSv1.2", 2), ("TLSv1.3", 3), ("TLSv1", 2), ("TLSv1.1", 2)];
        int least = Choose(given, "ssl_min_protocol_version", location, versions);
        int most = Choose(given, "ssl_max_protocol_version", location, [("TLSv1.3", 3), .. versions]);
        // Older ones than 1.2 are not used, also where they are allowed.
        return (least <= 2 ? SslProtocols.Tls12 : SslProtocols.None) | (most >= 3 ? SslProtocols.Tls13 : SslProtocols.None);
    }

    /// <summary>The value of a parameter; by default, the first choice.</summary>
    private static T Choose<T>(Dictionary<string, string> given, string name, string location, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (!given.TryGetValue(name, out string? text))
            return choices[0].Value;
        var names = new List<string>();
        foreach ((string choice, T value) in choices)
        {
            if (choice == text)
                return value;
            names.Add(choice);
        }
        throw new DatabaseUnavailableException(location, $"{name} must be one of: {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
    }

    // In libpq, 0 waits forever; nothing here does. With several hosts, one that does not answer must not use up the time for the next.
    private static int ReadConnectTimeout(Dictionary<string, string> given, string location, int hosts)
    {
        int longest = Math.Max(LongestConnect / hosts, ShortestConnect);
        return given.ContainsKey("connect_timeout") && Number(given, "connect_timeout", location) is > 0 and int seconds ? Math.Min(seconds, LongestConnect) : longest;
    }

    private static int Number(Dictionary<string, string> given, string name, string location) =>
        int.TryParse(given[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new DatabaseUnavailableException(location, $"{name} is not a number.");
}
