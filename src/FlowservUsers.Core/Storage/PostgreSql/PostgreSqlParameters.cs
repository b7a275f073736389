using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The connection parameters of libpq that this module knows, and their environment variables.</summary>
internal static class PostgreSqlParameters
{
    public const string HostAddress = "hostaddr";

    private static readonly Dictionary<string, string?> Variables = new(StringComparer.Ordinal)
    {
        [PostgreSqlAddress.Host] = "PGHOST",
        [HostAddress] = "PGHOSTADDR",
        [PostgreSqlAddress.Port] = "PGPORT",
        [PostgreSqlAddress.Database] = "PGDATABASE",
        [PostgreSqlAddress.User] = "PGUSER",
        [PostgreSqlAddress.Password] = "PGPASSWORD",
        ["passfile"] = "PGPASSFILE",
        [PostgreSqlAddress.Service] = "PGSERVICE",
        ["target_session_attrs"] = "PGTARGETSESSIONATTRS",
        ["load_balance_hosts"] = "PGLOADBALANCEHOSTS",
        ["sslmode"] = "PGSSLMODE",
        ["sslnegotiation"] = "PGSSLNEGOTIATION",
        ["sslrootcert"] = "PGSSLROOTCERT",
        ["sslcert"] = "PGSSLCERT",
        ["sslkey"] = "PGSSLKEY",
        ["sslpassword"] = null,
        ["ssl_min_protocol_version"] = "PGSSLMINPROTOCOLVERSION",
        ["ssl_max_protocol_version"] = "PGSSLMAXPROTOCOLVERSION",
        ["channel_binding"] = "PGCHANNELBINDING",
        ["require_auth"] = "PGREQUIREAUTH",
        ["gssencmode"] = "PGGSSENCMODE",
        ["krbsrvname"] = "PGKRBSRVNAME",
        ["connect_timeout"] = "PGCONNECT_TIMEOUT",
        ["keepalives"] = null,
        ["keepalives_idle"] = null,
        ["keepalives_interval"] = null,
        ["application_name"] = "PGAPPNAME",
        ["fallback_application_name"] = null,
        ["options"] = "PGOPTIONS",
        // Text is sent as UTF-8, so a name means the same whatever other programs use.
        ["client_encoding"] = null,
        // The last of these are read, and named in a warning.
        ["keepalives_count"] = null,
        ["tcp_user_timeout"] = null,
        ["sslcertmode"] = "PGSSLCERTMODE",
        ["sslcrl"] = "PGSSLCRL",
        ["sslcrldir"] = "PGSSLCRLDIR",
        ["sslsni"] = "PGSSLSNI",
        ["sslcompression"] = "PGSSLCOMPRESSION",
        ["sslkeylogfile"] = null,
        ["requiressl"] = "PGREQUIRESSL",
        ["requirepeer"] = "PGREQUIREPEER",
        ["gsslib"] = "PGGSSLIB",
        ["gssdelegation"] = "PGGSSDELEGATION",
        ["replication"] = null,
        ["min_protocol_version"] = "PGMINPROTOCOLVERSION",
        ["max_protocol_version"] = "PGMAXPROTOCOLVERSION",
        ["scram_client_key"] = null,
        ["scram_server_key"] = null,
        ["servicefile"] = null,
        ["oauth_issuer"] = null,
        ["oauth_client_id"] = null,
        ["oauth_client_secret"] = null,
        ["oauth_scope"] = null,
    };

    private static readonly HashSet<string> NotObeyed =
        [.. Variables.Keys.SkipWhile(name => name != "keepalives_count")];

    private static readonly HashSet<string> Secrets = [PostgreSqlAddress.Password, "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret"];
    private static readonly byte[] DigestKey = RandomNumberGenerator.GetBytes(32);
    private const string DefaultPort = "5432";
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>The parameters that are given but not supported.</summary>
    public static IReadOnlyList<string> FindNotObeyed(IReadOnlyDictionary<string, string> given) => [.. given.Keys.Where(NotObeyed.Contains).Order(StringComparer.Ordinal)];

    public static string Names => string.Join(", ", Variables.Keys);

    public static bool IsKnown(string name) => Variables.ContainsKey(name);

    /// <summary>
    /// Combines a URL with the service that it or the environment names, with the environment, and with the
    /// defaults, in libpq's order. The result always has user, database, host and port, and never a service name.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="DatabaseUnavailableException">The service file cannot be used.</exception>
    public static Dictionary<string, string> Resolve(PostgreSqlAddress address, Func<string, string?> environment)
    {
        var resolved = new Dictionary<string, string>(address.Parameters, StringComparer.Ordinal);
        string? service = resolved.GetValueOrDefault(PostgreSqlAddress.Service) ?? environment(Variables[PostgreSqlAddress.Service]!);
        if (!string.IsNullOrEmpty(service))
        {
            foreach ((string name, string value) in PostgreSqlServiceFile.Read(service, address.ToString(), environment))
                resolved.TryAdd(name, value);
        }
        foreach ((string name, string? variable) in Variables)
        {
            if (variable is not null && environment(variable) is { Length: > 0 } value)
                resolved.TryAdd(name, value);
        }
        resolved.Remove(PostgreSqlAddress.Service);
        resolved.TryAdd(PostgreSqlAddress.User, Environment.UserName);
        resolved.TryAdd(PostgreSqlAddress.Database, resolved[PostgreSqlAddress.User]);
        resolved.TryAdd(PostgreSqlAddress.Port, DefaultPort);
        // An address saves the look-up of the name, which the certificate is checked against: without a name it is the host.
        if (resolved.Remove(HostAddress, out string? numeric) && !string.IsNullOrEmpty(numeric))
            resolved.TryAdd(PostgreSqlAddress.Host, numeric);
        resolved.TryAdd(PostgreSqlAddress.Host, DefaultHost(resolved[PostgreSqlAddress.Port]));
        return resolved;
    }

    /// <summary>All that is resolved but passwords and other secrets: what differs in nothing of it leads to the same database in the same way.</summary>
    /// <param name="address">The address.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="withPassword">Whether secrets are distinguished too, by a digest that only this process can compute.</param>
    public static string Identify(PostgreSqlAddress address, Func<string, string?> environment, bool withPassword = false) => string.Join(
        '&',
        Resolve(address, environment).Where(parameter => withPassword || !Secrets.Contains(parameter.Key))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={(Secrets.Contains(parameter.Key) ? Digest(parameter.Value) : Uri.EscapeDataString(parameter.Value))}"));

    private static string Digest(string secret) => Convert.ToHexString(HMACSHA256.HashData(DigestKey, Encoding.UTF8.GetBytes(secret)));

    private static string DefaultHost(string port) =>
        SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, ".s.PGSQL." + port))) ?? "localhost";
}
