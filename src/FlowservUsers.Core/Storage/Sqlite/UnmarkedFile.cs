using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Looks into an SQLite file that does not carry the mark of this module, without changing it.</summary>
internal static class UnmarkedFile
{
    /// <summary>Returns if the file got the mark meanwhile.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The file belongs to another program.</exception>
    public static void Require(string path)
    {
        try
        {
            // The first write of this module sets the mark, so the contents of a log do not matter.
            using PreparedConnection connection = SqliteReading.OpenImmutable(path);
            if (SqliteSchema.ReadApplicationId(connection) == SqliteFile.ApplicationId)
                return;
            if (SqliteSchema.HasTable(connection, "api_user"))
            {
                throw new NotAFlowservDatabaseException(
                    path, "It is a database of flowserv-core. To import its users: Import-FlowservUser -Path <this file> -Database <new file>");
            }
        }
        catch (SqliteException)
        {
            // Damaged, or just being written by the program that it belongs to.
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path, CancellationToken.None) is { } translated)
        {
            throw translated;
        }
        throw new NotAFlowservDatabaseException(path, "It is another program's SQLite database.");
    }
}
