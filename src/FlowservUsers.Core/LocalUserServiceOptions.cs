using FlowservUsers.Keys;
using FlowservUsers.Passwords;

namespace FlowservUsers;

/// <summary>How a service opens its database.</summary>
public sealed record LocalUserServiceOptions
{
    /// <summary>Whether a missing database is created. False by default, so that a mistyped path is reported.</summary>
    public bool CreateDatabase { get; init; }

    /// <summary>How long an operation waits while another process has the database locked. 30 seconds by default.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where to keep the hashing key of a database that is created: the full path of a file that then contains the key instead of
    /// the database. Null for a key in the database.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>Where hashing keys are looked for.</summary>
    internal KeySearch KeySearch { get; init; } = KeySearch.OfUser;

    /// <summary>The expensive functions.</summary>
    internal HashFunctions HashFunctions { get; init; } = new();
}
