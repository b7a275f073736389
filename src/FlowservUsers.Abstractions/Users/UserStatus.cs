namespace FlowservUsers;

/// <summary>The status of a user account.</summary>
public enum UserStatus
{
    /// <summary>Registered, but not activated yet: cannot log in.</summary>
    Pending = 0,

    /// <summary>Can log in.</summary>
    Active = 1,

    /// <summary>Disabled by an administrator: cannot log in, and has no sessions.</summary>
    Disabled = 2,
}
