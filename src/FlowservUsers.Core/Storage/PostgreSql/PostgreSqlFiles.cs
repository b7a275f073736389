namespace FlowservUsers.Storage.PostgreSql;

/// <summary>The files that parameters of a connection name: looked at before anything is sent, so that an error names the file.</summary>
internal static class PostgreSqlFiles
{
    private const UnixFileMode ForOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode ForGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <exception cref="DatabaseUnavailableException">One is missing, cannot be read, or is open to others.</exception>
    public static void Check(IReadOnlyDictionary<string, string> given, string location, Func<string, string?> environment)
    {
        if (given.TryGetValue("sslrootcert", out string? root) && root != "system")
            RequireReadable(root, "sslrootcert", location);
        if (given.TryGetValue("sslcert", out string? certificate))
            RequireReadable(certificate, "sslcert", location);
        if (given.TryGetValue("sslkey", out string? key))
            RequireKey(key, given.ContainsKey("sslpassword"), location);
        if (given.ContainsKey(PostgreSqlAddress.Password))
            return;
        if (given.TryGetValue("passfile", out string? passwords))
            RequireReadable(passwords, "passfile", location);
        if ((passwords ?? DefaultPasswordFile(environment)) is { } file && File.Exists(file))
            RequirePrivate(file, ForGroup | ForOthers, "chmod 600", location);
    }

    private static void RequireKey(string file, bool hasPassword, string location)
    {
        string text = RequireReadable(file, "sslkey", location);
        // A key of root's can be readable by a group, as Debian's are.
        RequirePrivate(file, (ForGroup & ~UnixFileMode.GroupRead) | ForOthers, "chmod 600", location);
        if (!hasPassword && (text.Contains("BEGIN ENCRYPTED", StringComparison.Ordinal) || text.Contains("ENCRYPTED\n", StringComparison.Ordinal)))
            throw new DatabaseUnavailableException(location, $"The key in '{file}' (sslkey) is encrypted. Give its password in sslpassword, or use an unencrypted key.");
    }

    private static string RequireReadable(string file, string parameter, string location)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException(location, $"The file '{file}' ({parameter}) cannot be read: {exception.Message}", exception);
        }
    }

    private static void RequirePrivate(string file, UnixFileMode forbidden, string remedy, string location)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & forbidden) != 0)
            throw new DatabaseUnavailableException(location, $"The file '{file}' contains a secret but is accessible to others, so it is not used. Restrict it: {remedy} '{file}'");
    }

    private static string? DefaultPasswordFile(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
            return null;
        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".pgpass") : null;
    }
}
