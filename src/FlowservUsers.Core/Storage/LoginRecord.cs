namespace FlowservUsers.Storage;

/// <summary>Everything that decides a login, as it was before the attempt.</summary>
/// <param name="User">The user, if there is one.</param>
/// <param name="Counter">The failure counter of the name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="ForeignHashRounds">What the most expensive hash from another system costs, in rounds of bcrypt; 0 if there is none.</param>
internal sealed record LoginRecord(StoredUser? User, LoginCounter Counter, FlowservPolicy Policy, long ForeignHashRounds);
