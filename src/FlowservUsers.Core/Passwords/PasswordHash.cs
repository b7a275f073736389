namespace FlowservUsers.Passwords;

/// <summary>A password as it is stored.</summary>
/// <param name="Scheme">How the value was made: one of <see cref="PasswordSchemes"/>.</param>
/// <param name="Value">The hash, with its salt and cost.</param>
/// <param name="KeyId">The hashing key that it was made or encrypted with; null for a hash of another system that is not encrypted.</param>
internal sealed record PasswordHash(string Scheme, string Value, string? KeyId = null);
