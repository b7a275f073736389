namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The file in which PostgreSQL tools look up a service: sections of parameters, each under a [name].</summary>
internal static class PostgreSqlServiceFile
{
    /// <summary>Reads the parameters of a service.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="location">The address for messages.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="DatabaseUnavailableException">No file has the service, or it has a parameter that is not known.</exception>
    public static Dictionary<string, string> Read(string service, string location, Func<string, string?> environment)
    {
        string[] files = [.. Candidates(environment).Where(File.Exists)];
        foreach (string file in files)
        {
            if (ReadSection(file, service, location) is { } parameters)
                return parameters;
        }
        throw new DatabaseUnavailableException(
            location, $"The service in the URL or in PGSERVICE is not defined. Looked in: {string.Join(", ", Candidates(environment))}.");
    }

    private static IEnumerable<string> Candidates(Func<string, string?> environment)
    {
        if (environment("PGSERVICEFILE") is { Length: > 0 } named)
            yield return named;
        else if (OperatingSystem.IsWindows())
            yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "postgresql", ".pg_service.conf");
        else
            yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pg_service.conf");
        if (environment("PGSYSCONFDIR") is { Length: > 0 } folder)
            yield return Path.Combine(folder, "pg_service.conf");
    }

    private static Dictionary<string, string>? ReadSection(string file, string service, string location)
    {
        Dictionary<string, string>? parameters = null;
        int number = 0;
        foreach (string line in ReadLines(file, location).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
            {
                if (parameters is not null)
                    break;
                if (line == $"[{service}]")
                    parameters = new Dictionary<string, string>(StringComparer.Ordinal);
                continue;
            }
            if (parameters is null)
                continue;

            string name = line.Split('=')[0].Trim();
            if (name.Length == line.Length || !PostgreSqlParameters.IsKnown(name) || name == PostgreSqlAddress.Service)
            {
                throw new DatabaseUnavailableException(
                    location, $"Line {number} of the service file '{file}' is not a known parameter. Supported: {PostgreSqlParameters.Names}.");
            }
            parameters.TryAdd(name, line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
        }
        return parameters;
    }

    private static string[] ReadLines(string file, string location)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException(location, $"The service file cannot be read: {exception.Message}", exception);
        }
    }
}
