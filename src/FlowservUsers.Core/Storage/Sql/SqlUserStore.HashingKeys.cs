using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public abstract bool EraseFreed(CancellationToken cancellation);

    public IReadOnlyList<StoredKey> ReadHashingKeys(CancellationToken cancellation) => Read(HashingKeyRows.Read, cancellation);

    public IReadOnlyDictionary<string, long> CountUsersByKey(CancellationToken cancellation) => Read(CountUsersByKey, cancellation);

    public void ChangeHashingKeys(
        Func<IReadOnlyList<StoredKey>, IReadOnlyList<StoredKey>> change, DateTimeOffset now, Func<string, PasswordHash, PasswordHash>? encrypt,
        CancellationToken cancellation) => WriteAlone(
        connection =>
        {
            List<StoredKey> before = HashingKeyRows.ReadForChange(connection);
            foreach (StoredKey after in change(before))
            {
                StoredKey? known = before.Find(key => key.Id == after.Id);
                if (known is null)
                {
                    HashingKeyRows.Add(connection, after.Id, after.Key, now);
                    AddEvent(connection, AuditEventType.HashingKeyAdded, now, null, null, $"{after.Id}, {PlaceOf(after)}");
                }
                else if (known.Key is null != after.Key is null)
                {
                    HashingKeyRows.SetKey(connection, after.Id, after.Key);
                    AddEvent(connection, AuditEventType.HashingKeyMoved, now, null, null, $"{after.Id}, {PlaceOf(after)}");
                }
            }
            if (encrypt is not null)
                EncryptForeignHashes(connection, encrypt, cancellation);
        },
        cancellation);

    public IReadOnlyList<FlowservUser> RemoveHashingKey(string id, bool force, bool dryRun, DateTimeOffset now, CancellationToken cancellation) => WriteAlone(
        connection =>
        {
            List<StoredKey> keys = HashingKeyRows.ReadForChange(connection);
            if (keys.TrueForAll(key => key.Id != id))
                throw new UnknownHashingKeyException(id);
            if (keys[^1].Id == id)
                throw new HashingKeyInUseException(id, null);
            List<FlowservUser> users = connection.All(
                $"SELECT {UserColumns.List} FROM users WHERE password_key_id = @key ORDER BY username_key", UserColumns.Read, ("@key", id));
            if (users.Count > 0 && !force)
                throw new HashingKeyInUseException(id, users.Count);
            if (dryRun)
                return users;

            // If the key is found one day, no guess can be checked against an erased hash.
            connection.Execute(
                "UPDATE users SET password_scheme = @none, password_hash = '', password_key_id = NULL WHERE password_key_id = @key",
                ("@none", PasswordSchemes.None), ("@key", id));
            connection.Execute("DELETE FROM hashing_keys WHERE id = @id", ("@id", id));
            AddEvent(connection, AuditEventType.HashingKeyRemoved, now, null, null, $"{id}, needed by {users.Count}");
            return users;
        },
        cancellation);

    /// <summary>How many users have a hash of each key.</summary>
    internal static Dictionary<string, long> CountUsersByKey(PreparedConnection connection) => connection
        .All(
            "SELECT password_key_id, count(*) FROM users WHERE password_key_id IS NOT NULL GROUP BY password_key_id",
            row => (Id: row.GetString(0), Users: row.GetInt64(1)))
        .ToDictionary(row => row.Id, row => row.Users);

    // Page by page, so that the memory does not grow with the number of users. Who logs in at the same moment has a new hash.
    private static void EncryptForeignHashes(
        PreparedConnection connection, Func<string, PasswordHash, PasswordHash> encrypt, CancellationToken cancellation)
    {
        string last = "";
        List<(string Key, string Id, PasswordHash Hash)> page;
        do
        {
            page = connection.All(
                """
                SELECT username_key, id, password_scheme, password_hash, password_key_id FROM users
                WHERE username_key > @last AND password_scheme NOT IN (@current, @none) ORDER BY username_key LIMIT 1000
                """,
                row => (row.GetString(0), row.GetString(1), new PasswordHash(row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4))),
                ("@last", last), ("@current", PasswordSchemes.Current), ("@none", PasswordSchemes.None));
            foreach ((string key, string id, PasswordHash before) in page)
            {
                cancellation.ThrowIfCancellationRequested();
                last = key;
                PasswordHash after = encrypt(id, before);
                if (after != before)
                {
                    connection.Execute(
                        """
                        UPDATE users SET password_scheme = @scheme, password_hash = @hash, password_key_id = @keyId
                        WHERE id = @id AND password_scheme = @oldScheme AND password_hash = @oldHash
                        """,
                        ("@scheme", after.Scheme), ("@hash", after.Value), ("@keyId", after.KeyId), ("@id", id), ("@oldScheme", before.Scheme),
                        ("@oldHash", before.Value));
                }
            }
        }
        while (page.Count > 0);
    }

    private static string PlaceOf(StoredKey key) => key.Key is null ? "kept outside the database" : "kept in the database";
}
