using System.Data.Common;
using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

/// <summary>The columns of a user, in the order that the reader expects them.</summary>
internal static class UserColumns
{
    public const string List =
        "users.id, users.username, users.status, users.created_at, users.activated_at, users.last_login_at, "
        + "users.password_changed_at, users.failed_logins, users.locked_until";

    public const string WithPassword = List + ", users.password_scheme, users.password_hash, users.password_key_id";

    /// <summary>How many columns <see cref="List"/> has: the ordinal of the first column after it.</summary>
    public const int Count = 9;

    public static FlowservUser Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Username = row.GetString(1),
        Status = ReadStatus(row.GetInt64(2)),
        CreatedAt = UnixTime.FromMilliseconds(row.GetInt64(3)),
        ActivatedAt = ReadTime(row, 4),
        LastLoginAt = ReadTime(row, 5),
        PasswordChangedAt = UnixTime.FromMilliseconds(row.GetInt64(6)),
        FailedLogins = checked((int)row.GetInt64(7)),
        LockedUntil = ReadTime(row, 8),
    };

    public static StoredUser ReadStored(DbDataReader row) =>
        new(Read(row), new PasswordHash(row.GetString(Count), row.GetString(Count + 1), row.IsDBNull(Count + 2) ? null : row.GetString(Count + 2)));

    private static UserStatus ReadStatus(long number) => number is >= (long)UserStatus.Pending and <= (long)UserStatus.Disabled
        ? (UserStatus)number
        : throw new FormatException("The stored number is not the status of a user.");

    public static DateTimeOffset? ReadTime(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : UnixTime.FromMilliseconds(row.GetInt64(ordinal));
}
