namespace FlowservUsers.Storage;

/// <summary>The attempts to log in with a name since the last that succeeded, without those that were refused unseen.</summary>
/// <param name="Failures">How many failed, or are being checked or were stopped.</param>
/// <param name="LockedUntil">Until when others are refused, or null.</param>
internal sealed record LoginCounter(int Failures, DateTimeOffset? LockedUntil);
