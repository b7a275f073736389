namespace FlowservUsers;

/// <summary>A hashing key cannot be removed: it is the newest, or users have hashes that were made with it.</summary>
public sealed class HashingKeyInUseException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="keyId">The identifier of the key.</param>
    /// <param name="users">How many users have a hash that was made with it; null for the key that new hashes are made with.</param>
    public HashingKeyInUseException(string keyId, long? users)
        : base(
            "KeyInUse",
            users is null
                ? $"New hashes are made with the hashing key {keyId}. Start using another one first: New-FlowservHashingKey"
                : $"The hashing key {keyId} is needed by the hashes of {users} {(users == 1 ? "user" : "users")}. Each login replaces one. To remove the key now, use -Force; these users then need a password reset.",
            keyId)
    {
        Users = users;
    }

    /// <summary>How many users need the key; null for the key that new hashes are made with.</summary>
    public long? Users { get; }
}
