namespace FlowservUsers.Storage;

/// <summary>All that a login is decided by.</summary>
/// <param name="User">The user, if there is one.</param>
/// <param name="LockedUntil">The failure counter of the name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="ForeignHashRounds">What the dearest hash of another system costs, in rounds of bcrypt; 0 if there is none.</param>
internal sealed record LoginRecord(StoredUser? User, DateTimeOffset? LockedUntil, FlowservPolicy Policy, long ForeignHashRounds);
