using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Looks into an SQLite file that does not carry the mark of this module, without changing it.</summary>
internal static class UnmarkedFile
{
    /// <summary>Returns if the file is one of ours that is just being created.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The file belongs to another program.</exception>
    public static void Require(string path)
    {
        using PreparedConnection connection = OpenReadOnly(path);
        try
        {
            if (SqliteSchema.ReadApplicationId(connection) == SqliteFile.ApplicationId || SqliteSchema.IsEmpty(connection))
                return;
            if (SqliteSchema.HasTable(connection, "api_user"))
            {
                throw new NotAFlowservDatabaseException(
                    path, "It is a database of flowserv-core. Take its users over: Import-FlowservUser -Path <this file> -Database <new file>");
            }
        }
        catch (SqliteException exception) when (SqliteErrors.Translate(exception, path, CancellationToken.None) is { } translated)
        {
            throw translated;
        }
        throw new NotAFlowservDatabaseException(path, "It is an SQLite database of another program.");
    }

    private static PreparedConnection OpenReadOnly(string path)
    {
        // Without a log beside it the file is all there is.
        bool hasLog = File.Exists(path + "-wal") || File.Exists(path + "-journal");
        return ReadOnlyConnection.Open(path, isImmutable: !hasLog);
    }
}
