using System.Management.Automation;
using FlowservUsers.Binding;

namespace FlowservUsers.Databases;

/// <summary>Determines which database a cmdlet uses.</summary>
internal static class DatabaseChoice
{
    /// <summary>The environment variable that names a database.</summary>
    public const string Variable = "FLOWSERV_DATABASE";

    private const string FileSystem = "FileSystem";
    // More than any system lets a path have.
    private const int LongestLocation = 65_536;

    private const string FileScheme = "sqlite:///";

    /// <summary>The database of a user who names none.</summary>
    public static string DefaultPath => Path.Combine(LocalApplicationData, "FlowservUsers", "users.db");

    // On Windows, .NET ignores the variable that other programs find the folder by; elsewhere it reads XDG_DATA_HOME.
    private static string LocalApplicationData =>
        OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("LOCALAPPDATA") is { } folder && Path.IsPathFullyQualified(folder)
            ? folder
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>
    /// The parameter, otherwise the environment variable, which Set-FlowservDatabase sets, otherwise the default. The environment
    /// belongs to the process, so every runspace and every child process uses the same database.
    /// </summary>
    public static ChosenDatabase Find(string? parameter, SessionState session)
    {
        if (!string.IsNullOrEmpty(parameter))
            return new ChosenDatabase(Resolve(parameter, session), "parameter -Database");
        if (EnvironmentValue.Read(Variable) is { } named)
            return new ChosenDatabase(Resolve(named, session), $"environment variable {Variable}");
        return new ChosenDatabase(DefaultPath, "default of this user", IsDefault: true);
    }

    /// <summary>The full path of a file that is not a database.</summary>
    /// <exception cref="InvalidDestinationException">The path is not in the file system.</exception>
    public static string ResolveFile(string file, SessionState session)
    {
        try
        {
            if (file.Length > LongestLocation || !file.Contains("://", StringComparison.Ordinal))
                return Resolve(file, session);
        }
        catch (DatabaseUnavailableException)
        {
            // Reported below, in other words.
        }
        throw new InvalidDestinationException(file.Length > LongestLocation ? "…" : LocalUserService.DescribeLocation(file), "That is not a path. Give the path of a file.");
    }

    /// <summary>False for a session whose configuration has no providers.</summary>
    public static bool HasFiles(SessionState session)
    {
        try
        {
            session.Path.GetUnresolvedProviderPathFromPSPath(AppContext.BaseDirectory, out _, out _);
            return true;
        }
        catch (Exception exception) when (exception is ProviderNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            return false;
        }
    }

    /// <summary>A full path or a URL; PowerShell's current location, drives and ~ are honoured.</summary>
    /// <exception cref="DatabaseUnavailableException">The path is not in the file system.</exception>
    public static string Resolve(string database, SessionState session)
    {
        DatabaseObjectAttribute.Require(database);
        // PowerShell looks at each character of a path several times.
        if (database.Length > LongestLocation)
            throw new DatabaseUnavailableException("…", $"The path or URL is too long ({database.Length:N0} characters).");
        database = EnvironmentValue.Trim(database);
        bool isFileUrl = database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase);
        if (!isFileUrl && database.Contains("://", StringComparison.Ordinal))
            return database;

        if (!isFileUrl && LocalUserService.IsConnectionText(database))
        {
            throw new DatabaseUnavailableException(
                LocalUserService.DescribeLocation(database),
                "That is a connection string for another program, or a URL with a missing slash. Give a path, or a URL that begins with sqlite:/// or postgresql://");
        }

        string path = isFileUrl ? database[FileScheme.Length..] : database;
        if (IsFullPathOfSystem(path, session))
            return Path.GetFullPath(path);
        try
        {
            string full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == FileSystem)
                return full;
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException or PSInvalidOperationException or ArgumentException or NotSupportedException)
        {
            if (HasFiles(session))
                throw new DatabaseUnavailableException(database, $"That is not a path: {exception.Message}", exception);
            return Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : throw new DatabaseUnavailableException(
                database, "This session has no drives and no current folder. Give a full path or a URL.");
        }
        throw new DatabaseUnavailableException(database, "That path is not in the file system.");
    }

    // PowerShell reads the table of mounted file systems for each path that it resolves, which takes ten times as long as the rest
    // of a short command. An absolute path, seen from the root drive, needs no resolving.
    private static bool IsFullPathOfSystem(string path, SessionState session) =>
        path.StartsWith('/') && !path.Contains(':', StringComparison.Ordinal) && session.Drive.Current is { Name: "/", Provider.Name: FileSystem };
}
