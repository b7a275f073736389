namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The connection parameters of libpq that this module knows, and their environment variables.</summary>
internal static class PostgreSqlParameters
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        [PostgreSqlAddress.Host] = "PGHOST",
        [PostgreSqlAddress.Port] = "PGPORT",
        [PostgreSqlAddress.Database] = "PGDATABASE",
        [PostgreSqlAddress.User] = "PGUSER",
        [PostgreSqlAddress.Password] = "PGPASSWORD",
        ["passfile"] = "PGPASSFILE",
        [PostgreSqlAddress.Service] = "PGSERVICE",
        ["sslmode"] = "PGSSLMODE",
        ["sslrootcert"] = "PGSSLROOTCERT",
        ["sslcert"] = "PGSSLCERT",
        ["sslkey"] = "PGSSLKEY",
        ["channel_binding"] = "PGCHANNELBINDING",
        ["connect_timeout"] = "PGCONNECT_TIMEOUT",
        ["application_name"] = "PGAPPNAME",
        ["options"] = "PGOPTIONS",
    };

    private const string DefaultPort = "5432";
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    public static string Names => string.Join(", ", Variables.Keys);

    public static bool IsKnown(string name) => Variables.ContainsKey(name);

    /// <summary>
    /// Joins what an address says with the service that it or the environment names, with the environment, and with the
    /// defaults, in libpq's order. User, database, host and port are always there, the name of the service no more.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="DatabaseUnavailableException">The service file cannot be used.</exception>
    public static Dictionary<string, string> Resolve(PostgreSqlAddress address, Func<string, string?> environment)
    {
        var resolved = new Dictionary<string, string>(address.Parameters, StringComparer.Ordinal);
        string? service = resolved.GetValueOrDefault(PostgreSqlAddress.Service) ?? environment(Variables[PostgreSqlAddress.Service]);
        if (!string.IsNullOrEmpty(service))
        {
            foreach ((string name, string value) in PostgreSqlServiceFile.Read(service, address.ToString(), environment))
                resolved.TryAdd(name, value);
        }
        foreach ((string name, string variable) in Variables)
        {
            if (environment(variable) is { Length: > 0 } value)
                resolved.TryAdd(name, value);
        }
        resolved.Remove(PostgreSqlAddress.Service);
        resolved.TryAdd(PostgreSqlAddress.User, Environment.UserName);
        resolved.TryAdd(PostgreSqlAddress.Database, resolved[PostgreSqlAddress.User]);
        resolved.TryAdd(PostgreSqlAddress.Port, DefaultPort);
        resolved.TryAdd(PostgreSqlAddress.Host, DefaultHost(resolved[PostgreSqlAddress.Port]));
        return resolved;
    }

    /// <summary>All that is resolved but the password: what differs in nothing of it leads to the same database in the same way.</summary>
    public static string Identify(PostgreSqlAddress address, Func<string, string?> environment) => string.Join(
        '&',
        Resolve(address, environment).Where(parameter => parameter.Key != PostgreSqlAddress.Password)
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));

    private static string DefaultHost(string port) =>
        SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, ".s.PGSQL." + port))) ?? "localhost";
}
