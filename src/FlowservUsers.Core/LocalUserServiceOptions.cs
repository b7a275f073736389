using FlowservUsers.Keys;
using FlowservUsers.Passwords;

namespace FlowservUsers;

/// <summary>How a service opens its database.</summary>
public sealed record LocalUserServiceOptions
{
    /// <summary>Whether a missing database is created. False by default, so that a mistyped path is reported.</summary>
    public bool CreateDatabase { get; init; }

    /// <summary>How long an operation waits while another process holds the database locked. 30 seconds by default.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where the hashing key of a database that is created is kept: a full path, whose file then has the key, and the database
    /// not. Null for a key in the database.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>Where hashing keys are looked for.</summary>
    internal KeySearch KeySearch { get; init; } = KeySearch.OfUser;

    /// <summary>The functions that cost time.</summary>
    internal HashFunctions HashFunctions { get; init; } = new();
}
