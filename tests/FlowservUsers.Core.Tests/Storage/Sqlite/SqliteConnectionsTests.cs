using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Storage.Sqlite;

public sealed class SqliteConnectionsTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_connection_that_is_in_use_while_the_others_are_closed_is_closed_when_it_is_given_back()
    {
        _database.Service.Dispose();
        var connections = new SqliteConnections(_database.Path, TimeProvider.System, () => { }, (_, _) => { });
        SqliteFileConnection connection = connections.Take(CancellationToken.None);
        connection.Execute("UPDATE users SET status = status");
        Assert.True(File.Exists(_database.Path + "-wal"));

        connections.Dispose();
        connections.GiveBack(connection);

        Assert.False(File.Exists(_database.Path + "-wal"));
        Assert.Throws<DatabaseUnavailableException>(() => connections.Take(CancellationToken.None));
    }
}
