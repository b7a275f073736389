using System.Globalization;
using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    // Enough to slow down guessing of names, and too few to fill a disk.
    private const int MaximumUnknownNames = 10_000;

    public LoginRecord BeginLogin(
        string? usernameKey, byte[] nameHash, string? userId, DateTimeOffset now, Func<LoginRecord, LoginCounter> counted, CancellationToken cancellation) => Write(
        connection =>
        {
            // The same number of statements for every name and outcome, so that the time does not reveal whether the name is known.
            StoredUser? user = userId is not null
                ? connection.First(SelectStoredById + connection.ForUpdate, UserColumns.ReadStored, ("@id", userId))
                : connection.First(SelectStoredByKey + connection.ForUpdate, UserColumns.ReadStored, ("@key", usernameKey ?? ""));
            LoginCounter counter = user is not null ? ReadCounter(connection, user.User, nameHash) : LockUnknownCounter(connection, nameHash, now);
            (FlowservPolicy policy, long foreignHashRounds) = SelectSettings(connection);
            var record = new LoginRecord(user, counter, policy, foreignHashRounds);

            LoginCounter changed = counted(record);
            if (user is not null)
            {
                connection.Execute(
                    "UPDATE users SET failed_logins = @failures, locked_until = @until WHERE id = @id",
                    ("@failures", (long)changed.Failures), ("@until", Milliseconds(changed.LockedUntil)), ("@id", user.User.Id));
            }
            else
            {
                connection.Execute(
                    "UPDATE unknown_logins SET failed_logins = @failures, locked_until = @until, last_failed_at = @now WHERE name_hash = @hash",
                    ("@failures", (long)changed.Failures), ("@until", Milliseconds(changed.LockedUntil)),
                    ("@now", UnixTime.ToMilliseconds(now)), ("@hash", nameHash));
            }
            return record;
        },
        cancellation);

    public void TakeBackAttempt(string userId, PasswordHash verified, CancellationToken cancellation) => Write(
        connection =>
        {
            StoredUser? found = connection.First(SelectStoredById + connection.ForUpdate, UserColumns.ReadStored, ("@id", userId));
            if (found?.Password == verified)
                ClearFailures(connection, userId);
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

    public void RecordFailedLogin(string userId, string reason, DateTimeOffset now, LoginCounter counter, CancellationToken cancellation) => Write(
        connection =>
        {
            if (LockUser(connection, userId) is not { } user)
                return;

            AddEvent(connection, AuditEventType.LoginFailed, now, user.Id, user.Username, reason);
            BoundUnknownNames(connection, newest: []);
            // It may have been cleared meanwhile.
            if (counter.LockedUntil is { } until && user.LockedUntil >= until)
                AddEvent(connection, AuditEventType.UserLocked, now, user.Id, user.Username, LockDetail(counter.Failures, until));
        },
        cancellation);

    public void RecordUnknownLogin(byte[] nameHash, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            // As a known name is looked up.
            LockUser(connection, "");
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

    // Counting takes longer in a fuller table, so every failed login counts, and its time does not reveal whether
    // the name is known.
    private static void BoundUnknownNames(PreparedConnection connection, byte[] newest)
    {
        long count = CountUnknownNames(connection);
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

    internal static long CountUnknownNames(PreparedConnection connection) =>
        connection.First("SELECT count(*) FROM unknown_logins", row => row.GetInt64(0));

    private static LoginCounter ReadCounter(PreparedConnection connection, FlowservUser user, byte[] nameHash)
    {
        connection.First("SELECT failed_logins FROM unknown_logins WHERE name_hash = @hash", row => row.GetInt64(0), ("@hash", nameHash));
        return new LoginCounter(user.FailedLogins, user.LockedUntil);
    }

    /// <summary>Reads the counter of an unknown name, created if necessary; concurrent calls for this name wait.</summary>
    private static LoginCounter LockUnknownCounter(PreparedConnection connection, byte[] nameHash, DateTimeOffset now) => connection.First(
        """
        INSERT INTO unknown_logins (name_hash, failed_logins, last_failed_at) VALUES (@hash, 0, @now)
        ON CONFLICT (name_hash) DO UPDATE SET failed_logins = unknown_logins.failed_logins
        RETURNING failed_logins, locked_until
        """,
        row => new LoginCounter(checked((int)row.GetInt64(0)), UserColumns.ReadTime(row, 1)),
        ("@hash", nameHash), ("@now", UnixTime.ToMilliseconds(now)))!;

    private static string LockDetail(int failures, DateTimeOffset until) => until == DateTimeOffset.MaxValue
        ? $"{failures} failures, until unlocked"
        : string.Create(CultureInfo.InvariantCulture, $"{failures} failures, until {until:yyyy-MM-ddTHH:mm:ssZ}");
}
