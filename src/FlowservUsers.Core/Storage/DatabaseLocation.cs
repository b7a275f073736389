using System.Text.RegularExpressions;
using FlowservUsers.Storage.PostgreSql;

namespace FlowservUsers.Storage;

/// <summary>Where a database is: the path of a file, or the URL of a server.</summary>
internal sealed partial record DatabaseLocation(string Text, PostgreSqlAddress? Server = null)
{
    private const string FileScheme = "sqlite:///";
    private const string InMemory = ":memory:";
    private const string Hidden = "***";

    /// <summary>Reads a path or a URL. As in SQLAlchemy, what follows <c>sqlite:///</c> is the path, so a full path has four slashes.</summary>
    /// <exception cref="DatabaseUnavailableException">The text is neither.</exception>
    public static DatabaseLocation Parse(string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        if (PostgreSqlAddress.IsAddress(database))
        {
            PostgreSqlAddress server = PostgreSqlAddress.Parse(database);
            return new DatabaseLocation(server.ToString(), server);
        }

        bool isFileUrl = database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase);
        if (!isFileUrl && (IsUrl(database) || IsConnectionText(database)))
            throw new DatabaseUnavailableException(WithoutSecrets(database), "That is not a database URL. Give a path, or a URL that begins with sqlite:/// or postgresql://");

        string path = isFileUrl ? database[FileScheme.Length..] : database;
        if (path.Length == 0 || path.Contains('\0'))
            throw new DatabaseUnavailableException(database.Replace("\0", "\uFFFD"), "That is not a path. Give the path of a file.");
        if (path.Equals(InMemory, StringComparison.OrdinalIgnoreCase) || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new DatabaseUnavailableException(path, "SQLite does not interpret that as a file. Give the path of a file.");
        return new DatabaseLocation(Path.GetFullPath(path));
    }

    /// <summary>A string that is the same for everything that leads to the same database: a path, or all that is known of a server except the password.</summary>
    /// <param name="database">A path, or a URL.</param>
    /// <param name="withPassword">Whether passwords are distinguished too; the text does not show them.</param>
    public static string Identify(string database, bool withPassword = false)
    {
        if (!PostgreSqlAddress.IsAddress(database))
            return database;
        try
        {
            return PostgreSqlParameters.Identify(PostgreSqlAddress.Parse(database), Environment.GetEnvironmentVariable, withPassword);
        }
        catch (DatabaseUnavailableException)
        {
            // It leads to no database; opening it reports why.
            return WithoutSecrets(database);
        }
    }

    /// <summary>The text without a password, for display.</summary>
    public static string WithoutSecrets(string database)
    {
        if (database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) || !IsUrl(database))
            return IsConnectionText(database) ? Hidden : database;
        try
        {
            if (PostgreSqlAddress.IsAddress(database))
                return PostgreSqlAddress.Parse(database).ToString();
        }
        catch (DatabaseUnavailableException)
        {
            // What can be shown of it is determined below.
        }
        return UnreadableWithoutSecrets(database);
    }

    /// <summary>The part of an unreadable URL that can be shown: no user, no password, no query.</summary>
    public static string UnreadableWithoutSecrets(string url)
    {
        int start = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int at = url.LastIndexOf('@');
        int query = url.IndexOfAny(['?', '#'], start);
        string shown = url[Math.Max(at + 1, start)..(query < 0 ? url.Length : Math.Max(query, at + 1))];
        // Part of a password, or of the query, or a password with the host missing? Better to show too little.
        bool isDoubtful = at < start ? shown.Contains(':', StringComparison.Ordinal) : query >= 0 && query < at;
        return url[..start] + (isDoubtful ? "***" : (at < start ? "" : "***@") + shown);
    }

    /// <summary>
    /// Whether a text that is not a URL may contain the password of a server: the connection string of another program, or a URL
    /// with a missing slash. It must be neither shown nor used as a file name. A full path, and one that begins
    /// with a dot, is a path whatever it contains.
    /// </summary>
    public static bool IsConnectionText(string database) =>
        !IsUrl(database) && !Path.IsPathRooted(database) && !database.StartsWith('.') && ConnectionText().IsMatch(database);

    // A password after an equals sign; a connection string that begins with what it is about; a scheme of PostgreSQL whatever
    // follows; a scheme, a user, a password and an @; the same without a scheme.
    [GeneratedRegex(
        """
        (password|passwd|passphrase|pwd)\s*=
        | ^\s*(host|hostaddr|server|data\ ?source|address|addr|network\ address|port|user|user\ ?id|username|uid|user\ name|dbname|initial\ catalog)\s*=
        | ^\s*postgres(ql)?(\+\w+)?\s*[:/]
        | ^\s*[a-z][a-z0-9+.-]+:(?!:)/*[^/\\:@]*:[^@]*@
        | ^\s*[^/\\:@\s]{2,}:[^/\\@]*@[^/\\]
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ConnectionText();

    private static bool IsUrl(string database) => database.Contains("://", StringComparison.Ordinal);
}
