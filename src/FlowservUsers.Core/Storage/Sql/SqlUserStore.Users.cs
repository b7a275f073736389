using FlowservUsers.Users;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    private const string SelectById = $"SELECT {UserColumns.List} FROM users WHERE id = @id";
    private const string SelectStoredById = $"SELECT {UserColumns.WithPassword} FROM users WHERE id = @id";
    private const string SelectStoredByKey = $"SELECT {UserColumns.WithPassword} FROM users WHERE username_key = @key";

    public FlowservUser? DescribeUser(string usernameKey, CancellationToken cancellation) => Read(
        connection => connection.First($"SELECT {UserColumns.List} FROM users WHERE username_key = @key", UserColumns.Read, ("@key", usernameKey)),
        cancellation);

    public FlowservUser? DescribeUserById(string id, CancellationToken cancellation) => Read(
        connection => connection.First(SelectById, UserColumns.Read, ("@id", id)),
        cancellation);

    public StoredUser? FindUser(string usernameKey, CancellationToken cancellation) => Read(
        connection => SelectUser(connection, usernameKey),
        cancellation);

    public StoredUser? FindUserById(string id, CancellationToken cancellation) => Read(
        connection => connection.First(SelectStoredById, UserColumns.ReadStored, ("@id", id)),
        cancellation);

    public IReadOnlyList<bool> AddUsers(IReadOnlyList<NewUser> users, CancellationToken cancellation) => Write(
        connection =>
        {
            bool[] added = new bool[users.Count];
            for (int index = 0; index < added.Length; index++)
                added[index] = AddUser(connection, users[index], AuditEventType.UserRegistered);
            RaiseForeignHashRounds(connection, users);
            return added;
        },
        cancellation);

    public FlowservUser? ActivateUser(string id, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, id) is null)
                return null;

            int changed = connection.Execute(
                "UPDATE users SET status = 1, activated_at = @now WHERE id = @id AND status <> 1",
                ("@now", UnixTime.ToMilliseconds(now)), ("@id", id));
            return Changed(connection, id, changed, AuditEventType.UserActivated, now);
        },
        cancellation);

    public FlowservUser? DisableUser(string id, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, id) is null)
                return null;

            int changed = connection.Execute("UPDATE users SET status = 2 WHERE id = @id AND status <> 2", ("@id", id));
            DeleteSessionsOfUser(connection, id);
            DeleteResetRequestOfUser(connection, id);
            return Changed(connection, id, changed, AuditEventType.UserDisabled, now);
        },
        cancellation);

    public FlowservUser? RenameUser(string id, Username name, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, id) is not { } before)
                return null;
            if (SelectUser(connection, name.Key) is { } other && other.User.Id != id)
                throw new DuplicateUserException(name.Text);
            if (before.Username == name.Text)
                return before;

            connection.Execute(
                "UPDATE users SET username_key = @key, username = @username WHERE id = @id",
                ("@key", name.Key), ("@username", name.Text), ("@id", id));
            AddEvent(connection, AuditEventType.UserRenamed, now, id, name.Text, RenamedUsers.Detail(before.Username));
            return connection.First(SelectById, UserColumns.Read, ("@id", id));
        },
        cancellation);

    public FlowservUser? UnlockUser(string id, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            int changed = connection.Execute(
                "UPDATE users SET failed_logins = 0, locked_until = NULL WHERE id = @id AND (failed_logins <> 0 OR locked_until IS NOT NULL)",
                ("@id", id));
            return Changed(connection, id, changed, AuditEventType.UserUnlocked, now);
        },
        cancellation);

    public bool DeleteUser(string id, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, id) is not { } user)
                return false;

            connection.Execute("DELETE FROM users WHERE id = @id", ("@id", id));
            DeleteResetRequestOfUser(connection, id);
            AddEvent(connection, AuditEventType.UserUnregistered, now, id, user.Username);
            return true;
        },
        cancellation);

    private static StoredUser? SelectUser(PreparedConnection connection, string usernameKey) => connection.First(
        SelectStoredByKey, UserColumns.ReadStored, ("@key", usernameKey));

    /// <summary>Reads a user for a change that depends on what the user is now; concurrent calls for this user wait.</summary>
    private static FlowservUser? LockUser(PreparedConnection connection, string id) =>
        connection.First(SelectById + connection.ForUpdate, UserColumns.Read, ("@id", id));

    private static bool AddUser(PreparedConnection connection, NewUser user, AuditEventType type)
    {
        FlowservUser shown = user.ToUser();
        int added = connection.Execute(
            """
            INSERT INTO users (username_key, id, username, status, password_scheme, password_hash, password_key_id, created_at, activated_at, password_changed_at)
            VALUES (@key, @id, @username, @status, @scheme, @hash, @keyId, @created, @activated, @created)
            ON CONFLICT (username_key) DO NOTHING
            """,
            ("@key", user.Name.Key), ("@id", user.Id), ("@username", user.Name.Text), ("@status", (long)user.Status),
            ("@scheme", user.Password.Scheme), ("@hash", user.Password.Value), ("@keyId", user.Password.KeyId),
            ("@created", UnixTime.ToMilliseconds(user.CreatedAt)), ("@activated", Milliseconds(shown.ActivatedAt)));
        if (added == 0)
            return false;

        AddEvent(connection, type, user.CreatedAt, user.Id, user.Name.Text, user.Status == UserStatus.Pending ? "to be activated" : null);
        return true;
    }

    /// <summary>The user as it is now, after an event if something was changed.</summary>
    private static FlowservUser? Changed(PreparedConnection connection, string id, int changed, AuditEventType type, DateTimeOffset now)
    {
        FlowservUser? user = connection.First(SelectById, UserColumns.Read, ("@id", id));
        if (user is not null && changed > 0)
            AddEvent(connection, type, now, user.Id, user.Username);
        return user;
    }

    private static long? Milliseconds(DateTimeOffset? time) => time is { } some ? UnixTime.ToMilliseconds(some) : null;
}
