using FlowservUsers.Storage;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Databases;

/// <summary>Administration of a whole database.</summary>
public sealed class UserDatabase
{
    private readonly ServiceContext _context;

    internal UserDatabase(ServiceContext context) => _context = context;

    /// <summary>
    /// Describes a database without changing it, even if it is damaged or cannot be written to.
    /// </summary>
    /// <param name="database">A full path, a <c>sqlite:///path</c> URL, or a <c>postgresql://</c> URL.</param>
    /// <param name="options">How to open it; null for the defaults. A missing database is never created.</param>
    /// <param name="progress">Called on the calling thread with the part being checked, once the operation takes over a second.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The facts and the findings.</returns>
    /// <exception cref="DatabaseNotFoundException">The database does not exist.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is not a FlowservUsers database.</exception>
    public static FlowservDatabase Describe(
        string database, LocalUserServiceOptions? options = null, Action<string>? progress = null, CancellationToken cancellation = default) =>
        UserStores.Describe(DatabaseLocation.Parse(database), options ?? new LocalUserServiceOptions(), progress, cancellation);

    /// <summary>
    /// Creates the tables in a new or empty file, or in a database on a server, and describes the result. Existing tables
    /// are kept, or migrated to the newest version.
    /// </summary>
    /// <param name="database">A full path, a <c>sqlite:///path</c> URL, or a <c>postgresql://</c> URL.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The facts and the findings.</returns>
    /// <exception cref="NotAFlowservDatabaseException">The file, or the schema on the server, belongs to another program.</exception>
    /// <exception cref="DatabaseUnavailableException">The database cannot be created or reached, or the server does not grant this user the right to create it.</exception>
    public static FlowservDatabase Initialize(string database, LocalUserServiceOptions? options = null, CancellationToken cancellation = default)
    {
        DatabaseLocation location = DatabaseLocation.Parse(database);
        options ??= new LocalUserServiceOptions();
        UserStores.Open(location, options with { CreateDatabase = true }, cancellation).Dispose();
        return UserStores.Describe(location, options, null, cancellation);
    }

    /// <summary>
    /// The statements that create the tables on a server, with roles and their grants, for an administrator to run.
    /// </summary>
    /// <param name="database">A <c>postgresql://</c> URL; no connection is made.</param>
    /// <returns>A script for psql.</returns>
    /// <exception cref="DatabaseUnavailableException">The database is a file, which needs no script.</exception>
    public static string CreateScript(string database) => UserStores.CreateScript(DatabaseLocation.Parse(database));

    /// <summary>
    /// Deletes the file if this service created it and nothing has been stored in it, so that a command that fails
    /// leaves no new file. A database on a server is kept.
    /// </summary>
    public void DiscardIfUnused() => _context.Store.DiscardIfUnused();

    /// <summary>
    /// Copies everything, as of a single moment, into an empty database, which can be on another database system. Either everything
    /// is copied or nothing is.
    /// </summary>
    /// <param name="destination">A full path, a <c>sqlite:///path</c> URL, or a <c>postgresql://</c> URL.</param>
    /// <param name="progress">Called on the calling thread with the fraction done, 0 to 1.</param>
    /// <param name="cancellation">Stops the operation; then nothing was copied.</param>
    /// <returns>What was copied.</returns>
    /// <exception cref="DatabaseNotEmptyException">The destination contains users, settings or events.</exception>
    public FlowservCopyResult CopyTo(string destination, Action<double>? progress = null, CancellationToken cancellation = default) =>
        DatabaseCopy.Run(_context.Store, DatabaseLocation.Parse(destination), new LocalUserServiceOptions(), progress, cancellation);

    /// <summary>
    /// Writes a copy of the database as of a single moment; others can read and write meanwhile. Only its owner can read
    /// the file. It appears under its name only when it is complete.
    /// </summary>
    /// <param name="destination">The path of the file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="progress">Called on the calling thread with the fraction done, 0 to 1, once the operation takes over a second.</param>
    /// <param name="cancellation">Stops the operation; then there is no new file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DestinationExistsException">The file exists, and is not to be replaced.</exception>
    /// <exception cref="InvalidDestinationException">The path is a folder, the database itself, or cannot be written to.</exception>
    public FileInfo Backup(string destination, bool overwrite = false, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        destination ??= "";
        if (!IsPath(destination))
            throw new InvalidDestinationException(Shown(destination), "That is not a path. Give the path of a file.");

        string path = Path.GetFullPath(destination);
        _context.Store.Backup(path, overwrite, progress, cancellation);
        return new FileInfo(path);
    }

    /// <summary>
    /// Checks that a backup can replace a database: that it is a backup, is not damaged, and has a version that this module
    /// supports. Nothing is changed.
    /// </summary>
    /// <param name="database">The database that it is for: a full path, or a <c>sqlite:///path</c> URL.</param>
    /// <param name="backup">The path of the backup.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <param name="progress">Is told on the calling thread what is being looked at, once that takes over a second.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <exception cref="DatabaseNotFoundException">There is no backup.</exception>
    /// <exception cref="DatabaseCorruptException">The backup is damaged.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">The backup, or the database, is of a newer version.</exception>
    /// <exception cref="NotAFlowservDatabaseException">One of them is something else.</exception>
    /// <exception cref="InvalidDestinationException">The database is on a server, or is the backup itself.</exception>
    public static void CheckBackup(
        string database, string backup, LocalUserServiceOptions? options = null, Action<string>? progress = null, CancellationToken cancellation = default) =>
        SqliteRestore.Check(RestorePath(database), BackupPath(backup), options ?? new LocalUserServiceOptions(), progress, cancellation);

    /// <summary>
    /// Replaces a database with a backup in one step. Others can use it meanwhile and continue with the restored data. A missing
    /// database is created. The event DatabaseRestored is added to the restored audit trail.
    /// </summary>
    /// <param name="database">A full path, or a <c>sqlite:///path</c> URL.</param>
    /// <param name="backup">The path of the backup, which is only read.</param>
    /// <param name="keep">Whether the replaced database is kept in a file beside it.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <param name="progress">Is told on the calling thread what is being done, once that takes over a second.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The file that contains the replaced database, or null if there was none or it is not kept.</returns>
    /// <exception cref="DatabaseNotFoundException">There is no backup.</exception>
    /// <exception cref="DatabaseCorruptException">The backup is damaged.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">The backup, or the database, is of a newer version.</exception>
    /// <exception cref="NotAFlowservDatabaseException">One of them is something else.</exception>
    /// <exception cref="InvalidDestinationException">The database is on a server, is the backup itself, or its folder cannot be written to.</exception>
    /// <exception cref="DatabaseBusyException">Others kept the database locked for longer than the wait.</exception>
    public static FileInfo? Restore(
        string database, string backup, bool keep = true, LocalUserServiceOptions? options = null, Action<string>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckBackup(database, backup, options, progress, cancellation);
        string? kept = SqliteRestore.Run(RestorePath(database), BackupPath(backup), keep, options ?? new LocalUserServiceOptions(), progress, cancellation);
        return kept is null ? null : new FileInfo(kept);
    }

    private static string RestorePath(string database)
    {
        DatabaseLocation location = DatabaseLocation.Parse(database);
        return location.Server is null ? location.Text : throw new InvalidDestinationException(
            location.Text,
            "A backup can replace only a file. Copy it into an empty database on the server (Copy-FlowservDatabase -Database <backup> -Destination <URL>), "
            + "or use the server's own backups.");
    }

    private static string BackupPath(string backup) => IsPath(backup ?? "") ? Path.GetFullPath(backup!) : throw new InvalidInputException(
        $"'{DisplayText.Of(Shown(backup ?? ""))}' is not the path of a backup. Give the path of a file written by Backup-FlowservDatabase.");

    private static bool IsPath(string path) =>
        !string.IsNullOrWhiteSpace(path) && !path.Contains('\0') && !path.Contains("://", StringComparison.Ordinal);

    private static string Shown(string path) => DatabaseLocation.WithoutSecrets(path).Replace("\0", "\uFFFD");
}
