namespace FlowservUsers;

/// <summary>A user who was registered with a generated password, which is shown this once.</summary>
public sealed class FlowservUserWithPassword : FlowservUser
{
    /// <summary>The generated password: a SecureString, or a string where plain text was asked for.</summary>
    public required object Password { get; init; }
}
