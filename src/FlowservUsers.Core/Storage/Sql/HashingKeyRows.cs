using System.Data.Common;
using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

/// <summary>The keys of the password hashes, as they are stored.</summary>
internal static class HashingKeyRows
{
    /// <summary>Reads the keys, the newest last.</summary>
    /// <exception cref="FormatException">There is no key, or one is damaged.</exception>
    public static List<StoredKey> Read(PreparedConnection connection) => RequireAny(
        connection.All("SELECT id, value, created_at FROM hashing_keys ORDER BY number", Read));

    /// <summary>The same, and nobody else changes them until the transaction ends.</summary>
    public static List<StoredKey> ReadForChange(PreparedConnection connection) => RequireAny(
        connection.All("SELECT id, value, created_at FROM hashing_keys ORDER BY number" + connection.ForUpdate, Read));

    /// <summary>Gives a new database its first key.</summary>
    /// <param name="outside">The key, if it is kept outside the database; null for one that is made and kept in it.</param>
    public static void AddFirst(PreparedConnection connection, HashingKey? outside)
    {
        if (connection.First("SELECT count(*) FROM hashing_keys", row => row.GetInt64(0)) > 0)
            return;
        HashingKey key = outside ?? HashingKey.Create();
        Add(connection, key.Id, outside is null ? key : null, DateTimeOffset.UtcNow);
    }

    /// <summary>Takes over the one key of a database of version 1.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static void TakeOver(PreparedConnection connection)
    {
        byte[]? value = connection.First("SELECT value FROM secret_keys WHERE name = 'password'", row => row.GetFieldValue<byte[]>(0));
        if (value?.Length != HashingKey.Length)
            throw new FormatException("The key of the passwords is missing.");
        var key = new HashingKey(value);
        Add(connection, key.Id, key, DateTimeOffset.UtcNow);
        connection.Execute(
            "UPDATE users SET password_key_id = @key WHERE password_scheme = @scheme", ("@key", key.Id), ("@scheme", PasswordSchemes.Current));
    }

    public static void Add(PreparedConnection connection, string id, HashingKey? key, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO hashing_keys (number, id, value, created_at) SELECT coalesce(max(number), 0) + 1, @id, @value, @now FROM hashing_keys WHERE true
        ON CONFLICT (id) DO NOTHING
        """,
        ("@id", id), ("@value", key?.Value.ToArray()), ("@now", UnixTime.ToMilliseconds(now)));

    public static void SetKey(PreparedConnection connection, string id, HashingKey? key) => connection.Execute(
        "UPDATE hashing_keys SET value = @value WHERE id = @id", ("@value", key?.Value.ToArray()), ("@id", id));

    /// <summary>How many users have a hash that was made without a key.</summary>
    public static long CountUnkeyed(PreparedConnection connection) => connection.First(
        "SELECT count(*) FROM users WHERE password_key_id IS NULL AND password_scheme NOT IN (@current, @none)", row => row.GetInt64(0),
        ("@current", PasswordSchemes.Current), ("@none", PasswordSchemes.None));

    private static List<StoredKey> RequireAny(List<StoredKey> keys) =>
        keys.Count > 0 ? keys : throw new FormatException("The key of the passwords is missing.");

    private static StoredKey Read(DbDataReader row)
    {
        string id = row.GetString(0);
        HashingKey? key = row.IsDBNull(1) ? null : Read(row.GetFieldValue<byte[]>(1));
        if (key is not null && key.Id != id)
            throw new FormatException("A hashing key does not fit its identifier.");
        return new StoredKey(id, key, UnixTime.FromMilliseconds(row.GetInt64(2)));
    }

    private static HashingKey Read(byte[] value) =>
        value.Length == HashingKey.Length ? new HashingKey(value) : throw new FormatException("A hashing key is damaged.");
}
