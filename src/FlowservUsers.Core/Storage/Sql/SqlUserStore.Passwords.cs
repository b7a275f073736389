using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    // What the key of a request for nobody begins with: behind every identifier of a user in the order of the table.
    internal const string Nobody = "~";

    private const string SelectByRequest =
        $"""
        SELECT {UserColumns.WithPassword} FROM password_resets JOIN users ON users.id = password_resets.user_id
        WHERE password_resets.request_hash = @hash AND password_resets.expires_at > @now AND users.status <> 2
        """;

    public void SaveResetRequest(
        string? userId, string nobody, byte[] requestHash, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellation) => Write(
        connection =>
        {
            // Read under the lock under which users are disabled and deleted, so that no request is added afterwards.
            FlowservUser? user = LockUser(connection, userId ?? nobody) is { Status: not UserStatus.Disabled } found ? found : null;
            string key = user?.Id ?? Nobody + nobody;
            connection.Execute(
                """
                INSERT INTO password_resets (user_id, request_hash, created_at, expires_at) VALUES (@user, @hash, @now, @expires)
                ON CONFLICT (user_id) DO UPDATE SET request_hash = @hash, created_at = @now, expires_at = @expires
                """,
                ("@user", key), ("@hash", requestHash), ("@now", UnixTime.ToMilliseconds(now)), ("@expires", UnixTime.ToMilliseconds(expiresAt)));
            BoundRequestsOfNobody(connection, newest: key);
            AddEvent(connection, AuditEventType.PasswordResetRequested, now, user?.Id, user?.Username, user is null ? "unknown name" : null);
        },
        cancellation);

    public StoredUser? FindResetRequest(byte[] requestHash, DateTimeOffset now, CancellationToken cancellation) => Read(
        connection => SelectUserByRequest(connection, requestHash, now),
        cancellation);

    public FlowservUser? ConsumeResetRequest(byte[] requestHash, PasswordHash password, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (SelectUserByRequest(connection, requestHash, now) is not { } found)
                return null;

            string id = found.User.Id;
            LockUser(connection, id);
            // Deleting the request uses it: another process may have just used or replaced it.
            if (connection.Execute("DELETE FROM password_resets WHERE request_hash = @hash", ("@hash", requestHash)) == 0)
                return null;

            return Reset(connection, found.User, password, AuditEventType.PasswordReset, now);
        },
        cancellation);

    public FlowservUser? SetPassword(string userId, PasswordHash password, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            if (connection.First(SelectById + connection.ForUpdate, UserColumns.Read, ("@id", userId)) is not { } user)
                return null;

            DeleteResetRequestOfUser(connection, userId);
            return Reset(connection, user, password, AuditEventType.PasswordSet, now);
        },
        cancellation);

    public FlowservUser? ChangePassword(
        string userId, PasswordHash verified, PasswordHash replacement, string? keptSessionId, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            StoredUser? found = connection.First(SelectStoredById + connection.ForUpdate, UserColumns.ReadStored, ("@id", userId));
            if (found is null || found.Password != verified || !found.User.Active)
                return null;

            ClearFailures(connection, userId);
            SetPassword(connection, userId, replacement, now);
            connection.Execute(
                "DELETE FROM sessions WHERE user_id = @user AND id <> @kept", ("@user", userId), ("@kept", keptSessionId ?? ""));
            DeleteResetRequestOfUser(connection, userId);
            AddEvent(connection, AuditEventType.PasswordChanged, now, userId, found.User.Username);
            return connection.First(SelectById, UserColumns.Read, ("@id", userId));
        },
        cancellation);

    // As much work for every request, so that none tells by its time whether the name is known.
    private static void BoundRequestsOfNobody(PreparedConnection connection, string newest)
    {
        long count = CountRequestsOfNobody(connection);
        if (count < MaximumUnknownNames)
            return;

        // By the key, of which there are 10,000, and not by the index of the time (hence +), in which all users' requests stand as well.
        List<string> oldest = connection.All(
            $"SELECT user_id FROM password_resets WHERE user_id >= '{Nobody}' AND user_id <> @newest ORDER BY +expires_at LIMIT @surplus",
            row => row.GetString(0), ("@newest", newest), ("@surplus", Math.Max(1, count - MaximumUnknownNames)));
        if (count > MaximumUnknownNames)
            oldest.ForEach(key => DeleteResetRequestOfUser(connection, key));
    }

    private static FlowservUser? Reset(PreparedConnection connection, FlowservUser user, PasswordHash password, AuditEventType type, DateTimeOffset now)
    {
        ClearFailures(connection, user.Id);
        SetPassword(connection, user.Id, password, now);
        DeleteSessionsOfUser(connection, user.Id);
        AddEvent(connection, type, now, user.Id, user.Username);
        return connection.First(SelectById, UserColumns.Read, ("@id", user.Id));
    }

    private static void ClearFailures(PreparedConnection connection, string userId) => connection.Execute(
        "UPDATE users SET failed_logins = 0, locked_until = NULL WHERE id = @id", ("@id", userId));

    private static StoredUser? SelectUserByRequest(PreparedConnection connection, byte[] requestHash, DateTimeOffset now) => connection.First(
        SelectByRequest, UserColumns.ReadStored, ("@hash", requestHash), ("@now", UnixTime.ToMilliseconds(now)));

    private static void SetPassword(PreparedConnection connection, string userId, PasswordHash password, DateTimeOffset now) => connection.Execute(
        "UPDATE users SET password_scheme = @scheme, password_hash = @hash, password_key_id = @keyId, password_changed_at = @now WHERE id = @id",
        ("@scheme", password.Scheme), ("@hash", password.Value), ("@keyId", password.KeyId), ("@now", UnixTime.ToMilliseconds(now)), ("@id", userId));

    internal static long CountRequestsOfNobody(PreparedConnection connection) =>
        connection.First($"SELECT count(*) FROM password_resets WHERE user_id >= '{Nobody}'", row => row.GetInt64(0));

    private static void DeleteResetRequestOfUser(PreparedConnection connection, string userId) =>
        connection.Execute("DELETE FROM password_resets WHERE user_id = @user", ("@user", userId));
}
