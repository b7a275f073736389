namespace FlowservUsers;

/// <summary>A registered user, without a password hash or a key.</summary>
public class FlowservUser
{
    /// <summary>The identifier: 32 hexadecimal digits, fixed for the life of the user.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The name as it was registered, without white space around it.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>True if the user can log in: the same as a <see cref="Status"/> of Active.</summary>
    public bool Active => Status == UserStatus.Active;

    /// <summary>Pending, Active or Disabled.</summary>
    public UserStatus Status { get; internal init; }

    /// <summary>When the user was registered (UTC).</summary>
    public DateTimeOffset CreatedAt { get; internal init; }

    /// <summary>When the user was last activated (UTC), or null if it never was.</summary>
    public DateTimeOffset? ActivatedAt { get; internal init; }

    /// <summary>When the user last logged in (UTC), or null if it never did.</summary>
    public DateTimeOffset? LastLoginAt { get; internal init; }

    /// <summary>When the password was last set (UTC).</summary>
    public DateTimeOffset PasswordChangedAt { get; internal init; }

    /// <summary>Consecutive failed logins since the last success, reset or unlock.</summary>
    public int FailedLogins { get; internal init; }

    /// <summary>
    /// Until when logins are refused (UTC), or null if they are not. <see cref="DateTimeOffset.MaxValue"/> means a
    /// lock that only an administrator or a password reset ends.
    /// </summary>
    public DateTimeOffset? LockedUntil { get; internal init; }

    /// <summary>True if logins are refused now, after too many failures.</summary>
    public bool Locked => LockedUntil > DateTimeOffset.UtcNow;

    /// <summary>The name.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public override string ToString() => Username;
}
