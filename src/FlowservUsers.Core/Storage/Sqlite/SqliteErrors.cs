using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Translates SQLite's errors into this project's.</summary>
internal static class SqliteErrors
{
    public static bool IsBusy(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    /// <summary>The error to throw instead of one from SQLite, or null if users cannot encounter it.</summary>
    public static Exception? Translate(Exception exception, string location, CancellationToken cancellation) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_INTERRUPT => new OperationCanceledException("The operation was stopped.", sqlite, cancellation),
            // Met in the middle of a transaction only, where it cannot be waited for.
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseBusyException(location, TimeSpan.Zero, sqlite),
            raw.SQLITE_READONLY => new DatabaseReadOnlyException(location, sqlite),
            raw.SQLITE_FULL => new DatabaseFullException(location, sqlite),
            raw.SQLITE_CORRUPT => new DatabaseCorruptException(location, sqlite),
            raw.SQLITE_NOTADB => new NotAFlowservDatabaseException(location, "It is not an SQLite file."),
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => new DatabaseUnavailableException(
                location, "The file cannot be opened. Check the permissions of the file and of its folder.", sqlite),
            raw.SQLITE_IOERR => new DatabaseUnavailableException(location, "The disk reported an error. Check the disk and how it is mounted.", sqlite),
            raw.SQLITE_TOOBIG => new DatabaseUnavailableException(location, "A text is too long for it.", sqlite),
            raw.SQLITE_NOMEM => new DatabaseUnavailableException(location, "There is not enough memory.", sqlite),
            raw.SQLITE_CONSTRAINT when sqlite.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_FOREIGNKEY => new DatabaseUnavailableException(
                location, "Something that the change refers to, such as a hashing key, was removed at the same moment. Nothing was stored. Try again.", sqlite),
            raw.SQLITE_PROTOCOL => new DatabaseUnavailableException(location, "SQLite reported a locking protocol error. Try again.", sqlite),
            // The version said what the tables are, and the code keeps their rules: a statement that does not fit them, or
            // breaks a rule, means a damaged file.
            _ => new DatabaseCorruptException(location, sqlite),
        },
        // A value that does not have the type of its column.
        InvalidCastException or FormatException or OverflowException => new DatabaseCorruptException(location, exception),
        // What the provider throws, and only itself, for a NULL where none may be.
        InvalidOperationException when exception.GetType() == typeof(InvalidOperationException) => new DatabaseCorruptException(location, exception),
        // Wrapped by the type initializer and by reflection: only the innermost exception names the file.
        TypeInitializationException or DllNotFoundException => new DatabaseUnavailableException(
            location, $"The native SQLite library cannot be loaded: {exception.GetBaseException().Message}", exception),
        _ => null,
    };

    /// <summary>Throws for a result code of a call that goes to SQLite directly.</summary>
    public static void ThrowIfFailed(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);
}
