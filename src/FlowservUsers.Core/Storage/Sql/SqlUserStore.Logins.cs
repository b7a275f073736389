using System.Globalization;
using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    // Enough to slow down guessing of names, and too few to fill a disk.
    private const int MaximumUnknownNames = 10_000;

    public LoginRecord FindLogin(string? usernameKey, byte[] nameHash, string? userId, CancellationToken cancellation) => Read(
        connection =>
        {
            StoredUser? user = userId is not null
                ? connection.First(SelectStoredById, UserColumns.ReadStored, ("@id", userId))
                : usernameKey is null ? null : SelectUser(connection, usernameKey);
            DateTimeOffset? lockedUntil = user is not null ? user.User.LockedUntil : connection.First(
                "SELECT locked_until FROM unknown_logins WHERE name_hash = @hash",
                row => UserColumns.ReadTime(row, 0),
                ("@hash", nameHash));
            (FlowservPolicy policy, long foreignHashRounds) = SelectSettings(connection);
            return new LoginRecord(user, lockedUntil, policy, foreignHashRounds);
        },
        cancellation);

    public bool OpenSession(
        NewSession session, PasswordHash verified, PasswordHash? replacement, int maximumSessions, CancellationToken cancellation) => Write(
        connection =>
        {
            FlowservSession opened = session.Session;
            PasswordHash password = replacement ?? verified;
            int updated = connection.Execute(
                """
                UPDATE users SET last_login_at = @now, failed_logins = 0, locked_until = NULL, password_scheme = @scheme, password_hash = @hash,
                    password_key_id = @keyId
                WHERE id = @id AND status = 1 AND password_scheme = @verifiedScheme AND password_hash = @verifiedHash
                  AND (locked_until IS NULL OR locked_until <= @now)
                """,
                ("@now", UnixTime.ToMilliseconds(opened.CreatedAt)), ("@scheme", password.Scheme), ("@hash", password.Value), ("@keyId", password.KeyId),
                ("@id", opened.UserId), ("@verifiedScheme", verified.Scheme), ("@verifiedHash", verified.Value));
            if (updated == 0)
                return false;

            MakeRoomForSession(connection, opened, maximumSessions);
            AddSession(connection, session);
            if (replacement is not null)
                AddEvent(connection, AuditEventType.PasswordRehashed, opened.CreatedAt, opened.UserId, opened.Username, $"{verified.Scheme} to {replacement.Scheme}");
            AddEvent(connection, AuditEventType.LoginSucceeded, opened.CreatedAt, opened.UserId, opened.Username, $"session {opened.Id}");
            return true;
        },
        cancellation);

    public void CountFailedLogin(
        string userId, string reason, DateTimeOffset now, Func<int, DateTimeOffset?> lockedUntil, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, userId) is not { } user)
                return;

            int failures = user.FailedLogins + 1;
            DateTimeOffset? until = lockedUntil(failures);
            connection.Execute(
                "UPDATE users SET failed_logins = @failures, locked_until = @until WHERE id = @id",
                ("@failures", (long)failures), ("@until", Milliseconds(until)), ("@id", userId));
            AddEvent(connection, AuditEventType.LoginFailed, now, user.Id, user.Username, reason);
            BoundUnknownNames(connection, newest: []);
            if (until is not null)
                AddEvent(connection, AuditEventType.UserLocked, now, user.Id, user.Username, LockDetail(failures, until.Value));
        },
        cancellation);

    public void CountUnknownLogin(
        byte[] nameHash, DateTimeOffset now, Func<int, DateTimeOffset?> lockedUntil, CancellationToken cancellation) => Write(
        connection =>
        {
            // Counted before it is read, so that two at once count twice.
            long failures = connection.First(
                """
                INSERT INTO unknown_logins (name_hash, failed_logins, last_failed_at) VALUES (@hash, 1, @now)
                ON CONFLICT (name_hash) DO UPDATE SET failed_logins = unknown_logins.failed_logins + 1, last_failed_at = @now
                RETURNING failed_logins
                """,
                row => row.GetInt64(0),
                ("@hash", nameHash), ("@now", UnixTime.ToMilliseconds(now)));
            connection.Execute(
                "UPDATE unknown_logins SET locked_until = @until WHERE name_hash = @hash",
                ("@until", Milliseconds(lockedUntil((int)failures))), ("@hash", nameHash));
            BoundUnknownNames(connection, nameHash);
            AddEvent(connection, AuditEventType.LoginFailed, now, null, null, "unknown name");
        },
        cancellation);

    public void RecordRefusedLogin(FlowservUser? user, string reason, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            BoundUnknownNames(connection, newest: []);
            AddEvent(connection, AuditEventType.LoginFailed, now, user?.Id, user?.Username, reason);
        },
        cancellation);

    // Counting takes time, the more the fuller the table is: every failed login counts, so that none tells by its time whether
    // the name is known.
    private static void BoundUnknownNames(PreparedConnection connection, byte[] newest)
    {
        long count = connection.First("SELECT count(*) FROM unknown_logins", row => row.GetInt64(0));
        if (count > MaximumUnknownNames)
        {
            connection.Execute(
                """
                DELETE FROM unknown_logins WHERE name_hash IN (
                    SELECT name_hash FROM unknown_logins WHERE name_hash <> @newest ORDER BY last_failed_at LIMIT @surplus)
                """,
                ("@newest", newest), ("@surplus", count - MaximumUnknownNames));
        }
    }

    private static string LockDetail(int failures, DateTimeOffset until) => until == DateTimeOffset.MaxValue
        ? $"{failures} failures, until unlocked"
        : string.Create(CultureInfo.InvariantCulture, $"{failures} failures, until {until:yyyy-MM-ddTHH:mm:ssZ}");
}
