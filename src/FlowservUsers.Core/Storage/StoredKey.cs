using FlowservUsers.Passwords;

namespace FlowservUsers.Storage;

/// <summary>A hashing key as a database knows it.</summary>
/// <param name="Id">Tells it apart.</param>
/// <param name="Key">The key itself, or null if it is kept outside the database.</param>
/// <param name="CreatedAt">When the database began to use it.</param>
internal sealed record StoredKey(string Id, HashingKey? Key, DateTimeOffset CreatedAt);
