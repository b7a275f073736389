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

    public static string Names => string.Join(", ", Variables.Keys);

    public static bool IsKnown(string name) => Variables.ContainsKey(name);

    /// <summary>Joins what an address says with the service that it or the environment names, and with the environment, in libpq's order.</summary>
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
        return resolved;
    }
}
