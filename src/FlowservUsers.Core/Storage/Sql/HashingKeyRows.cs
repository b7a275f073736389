using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

/// <summary>The keys of the password hashes, as they are stored.</summary>
internal static class HashingKeyRows
{
    /// <summary>Reads the value of the newest key, or null if there is none.</summary>
    public static byte[]? ReadNewest(PreparedConnection connection) => connection.First(
        "SELECT value FROM hashing_keys ORDER BY number DESC LIMIT 1", row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0));

    /// <summary>Gives a new database its first key.</summary>
    public static void AddFirst(PreparedConnection connection)
    {
        if (connection.First("SELECT count(*) FROM hashing_keys", row => row.GetInt64(0)) == 0)
            Add(connection, HashingKey.Create());
    }

    /// <summary>Takes over the one key of a database of version 1.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static void TakeOver(PreparedConnection connection)
    {
        byte[]? value = connection.First("SELECT value FROM secret_keys WHERE name = 'password'", row => row.GetFieldValue<byte[]>(0));
        if (value?.Length != HashingKey.Length)
            throw new FormatException("The key of the passwords is missing.");
        var key = new HashingKey(value);
        Add(connection, key);
        connection.Execute(
            "UPDATE users SET password_key_id = @key WHERE password_scheme = @scheme", ("@key", key.Id), ("@scheme", PasswordSchemes.Current));
    }

    private static void Add(PreparedConnection connection, HashingKey key) => connection.Execute(
        """
        INSERT INTO hashing_keys (number, id, value, created_at) SELECT coalesce(max(number), 0) + 1, @id, @value, @now FROM hashing_keys WHERE true
        ON CONFLICT (id) DO NOTHING
        """,
        ("@id", key.Id), ("@value", key.Value.ToArray()), ("@now", UnixTime.ToMilliseconds(DateTimeOffset.UtcNow)));
}
