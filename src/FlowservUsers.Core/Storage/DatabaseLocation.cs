namespace FlowservUsers.Storage;

/// <summary>Where a database is: the path of a file, or the URL of a server.</summary>
internal sealed record DatabaseLocation(string Text, bool IsServer)
{
    private const string FileScheme = "sqlite:///";
    private const string SchemeEnd = "://";
    private static readonly string[] ServerSchemes = ["postgresql://", "postgres://"];

    /// <summary>Reads a path or a URL. As in SQLAlchemy, what follows <c>sqlite:///</c> is the path: a full one brings a fourth slash.</summary>
    public static DatabaseLocation Parse(string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        if (ServerSchemes.Any(scheme => database.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return new DatabaseLocation(database, IsServer: true);

        bool isFileUrl = database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase);
        if (!isFileUrl && database.Contains(SchemeEnd, StringComparison.Ordinal))
        {
            throw new DatabaseUnavailableException(
                WithoutSecrets(database), "It is not an address of a known kind. Give the path of a file, a sqlite:///path URL or a postgresql:// URL.");
        }

        string path = isFileUrl ? database[FileScheme.Length..] : database;
        if (path.Length == 0 || path.Contains('\0'))
            throw new DatabaseUnavailableException(database.Replace("\0", "\uFFFD"), "That is not a path. Give the path of a file.");
        return new DatabaseLocation(Path.GetFullPath(path), IsServer: false);
    }

    /// <summary>What of a path or a URL can be shown: a URL without its user, its password and its query.</summary>
    public static string WithoutSecrets(string database)
    {
        int schemeEnd = database.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (schemeEnd < 0 || database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase))
            return database;

        string scheme = database[..(schemeEnd + SchemeEnd.Length)];
        int at = database.LastIndexOf('@');
        int query = database.IndexOfAny(['?', '#'], scheme.Length);
        // Part of a password, or of the query? Better show too little.
        if (query >= 0 && query < at)
            return scheme + "…";
        return scheme + database[Math.Max(at + 1, scheme.Length)..(query < 0 ? database.Length : query)];
    }
}
