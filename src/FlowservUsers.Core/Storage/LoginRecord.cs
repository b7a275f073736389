namespace FlowservUsers.Storage;

/// <summary>All that a login is decided by: the user if there is one, the failure counter of the name, the policy.</summary>
internal sealed record LoginRecord(StoredUser? User, DateTimeOffset? LockedUntil, FlowservPolicy Policy);
