namespace FlowservUsers;

/// <summary>A user who was registered with a generated password, which is available only on this object.</summary>
public class FlowservUserWithPassword : FlowservUser
{
    private readonly object _password;

    /// <summary>Adds a password to a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password as a SecureString or a string.</param>
    public FlowservUserWithPassword(FlowservUser user, object password)
    {
        ArgumentNullException.ThrowIfNull(user);
        Id = user.Id;
        Username = user.Username;
        Status = user.Status;
        CreatedAt = user.CreatedAt;
        ActivatedAt = user.ActivatedAt;
        LastLoginAt = user.LastLoginAt;
        PasswordChangedAt = user.PasswordChangedAt;
        FailedLogins = user.FailedLogins;
        LockedUntil = user.LockedUntil;
        _password = password;
    }

    /// <summary>The generated password: a SecureString, or a string if plain text was asked for.</summary>
    public virtual object Password => _password;

    /// <summary>The same user with another form of the password.</summary>
    /// <param name="password">The password as a SecureString or a string.</param>
    /// <returns>A copy.</returns>
    public FlowservUserWithPassword WithPassword(object password) => new(this, password);
}
