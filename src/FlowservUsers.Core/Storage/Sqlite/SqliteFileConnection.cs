using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>A connection that knows the file that it is to.</summary>
internal sealed class SqliteFileConnection(SqliteConnection connection, OpenSqliteFile file) : PreparedConnection(connection)
{
    public OpenSqliteFile File => file;
}
