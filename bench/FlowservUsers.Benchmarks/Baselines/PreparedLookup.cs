using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Recognises an API key by hand: one connection and one prepared statement, both kept.</summary>
internal sealed class PreparedLookup : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _hash;

    public PreparedLookup(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        _command = _connection.CreateCommand();
        _command.CommandText =
            $"""
            SELECT {BareReader.Columns}, sessions.id, sessions.last_used_at, sessions.expires_at,
                   (SELECT value FROM settings WHERE name = 'SessionIdleTimeout')
            FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.key_hash = @hash
            """;
        _hash = _command.Parameters.Add("@hash", SqliteType.Blob);
        _hash.Value = Array.Empty<byte>();
        _command.Prepare();
    }

    public FlowservUser WhoAmI(string apiKey)
    {
        _hash.Value = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
        using SqliteDataReader row = _command.ExecuteReader();
        if (!row.Read() || row.GetInt64(2) != 1)
            throw new UnauthenticatedAccessException();
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        if (row.GetInt64(11) <= now || (!row.IsDBNull(12) && row.GetInt64(10) + row.GetInt64(12) <= now))
            throw new UnauthenticatedAccessException();
        return BareReader.Read(row);
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
