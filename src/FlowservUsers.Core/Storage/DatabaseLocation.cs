namespace FlowservUsers.Storage;

/// <summary>Where a database is: the path of a file, or the URL of a server.</summary>
internal sealed record DatabaseLocation(string Text, bool IsServer)
{
    private const string FileScheme = "sqlite:///";
    private static readonly string[] ServerSchemes = ["postgresql://", "postgres://"];

    /// <summary>Reads a path or a URL. As in SQLAlchemy, what follows <c>sqlite:///</c> is the path: a full one brings a fourth slash.</summary>
    public static DatabaseLocation Parse(string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        if (ServerSchemes.Any(scheme => database.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return new DatabaseLocation(database, IsServer: true);

        string path = database.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? database[FileScheme.Length..] : database;
        if (path.Length == 0 || path.Contains('\0'))
            throw new DatabaseUnavailableException(database.Replace("\0", "\uFFFD"), "That is not a path. Give the path of a file.");
        return new DatabaseLocation(Path.GetFullPath(path), IsServer: false);
    }
}
