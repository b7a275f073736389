namespace FlowservUsers.Storage;

/// <summary>The login attempts with a name since the last success, without those that were refused without a check.</summary>
/// <param name="Failures">How many failed, or are being checked or were stopped.</param>
/// <param name="LockedUntil">Until when others are refused, or null.</param>
internal sealed record LoginCounter(int Failures, DateTimeOffset? LockedUntil);
