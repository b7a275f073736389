using FlowservUsers.Passwords;

namespace FlowservUsers.Keys;

/// <summary>A hashing key that was found outside the database.</summary>
/// <param name="Key">The key.</param>
/// <param name="File">The file that it was found in.</param>
internal sealed record FoundKey(HashingKey Key, string File);
