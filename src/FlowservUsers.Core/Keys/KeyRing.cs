using FlowservUsers.Passwords;

namespace FlowservUsers.Keys;

/// <summary>The hashing keys of a database, all of them with their values.</summary>
/// <param name="keys">The keys, the newest last.</param>
internal sealed class KeyRing(IReadOnlyList<HashingKey> keys)
{
    /// <summary>The key that new hashes are made with.</summary>
    public HashingKey Newest => keys[^1];

    /// <summary>The key with an identifier, or null if the database has none.</summary>
    public HashingKey? Find(string? id) => keys.FirstOrDefault(key => key.Id == id);
}
