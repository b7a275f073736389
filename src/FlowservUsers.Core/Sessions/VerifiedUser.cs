using FlowservUsers.Storage;

namespace FlowservUsers.Sessions;

/// <summary>A user who gave the right password.</summary>
/// <param name="Stored">The user, with the hash that the password was checked against.</param>
/// <param name="NeedsRehash">Whether the hash is of an older scheme or another work factor.</param>
/// <param name="Policy">The policy at that time.</param>
internal sealed record VerifiedUser(StoredUser Stored, bool NeedsRehash, FlowservPolicy Policy);
