using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Looks into an SQLite file that does not carry the mark of this module, without changing it.</summary>
internal static class UnmarkedFile
{
    /// <summary>Returns true if the file is one of ours that is just being created.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The file belongs to another program.</exception>
    public static bool Require(string path)
    {
        try
        {
            using PreparedConnection connection = SqliteReading.OpenReadOnly(path);
            if (SqliteSchema.ReadApplicationId(connection) == SqliteFile.ApplicationId || SqliteSchema.IsEmpty(connection))
                return true;
            if (SqliteSchema.HasTable(connection, "api_user"))
            {
                throw new NotAFlowservDatabaseException(
                    path, "It is a database of flowserv-core. Take its users over: Import-FlowservUser -Path <this file> -Database <new file>");
            }
        }
        catch (SqliteException exception) when (!SqliteErrors.IsBusy(exception) && SqliteErrors.Translate(exception, path, CancellationToken.None) is { } translated)
        {
            throw translated;
        }
        throw new NotAFlowservDatabaseException(path, "It is an SQLite database of another program.");
    }
}
