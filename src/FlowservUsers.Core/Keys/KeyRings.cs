using System.Collections.Concurrent;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Keys;

/// <summary>
/// Collects the hashing keys of a database. The list of keys is read each time, because another process may have
/// added one; a key that was found outside the database is remembered.
/// </summary>
internal sealed class KeyRings(IUserStore store, KeySearch search)
{
    private readonly ConcurrentDictionary<string, HashingKey> _found = new(StringComparer.Ordinal);
    private readonly HashingKey _standIn = HashingKey.Create();

    /// <summary>Where keys are looked for.</summary>
    public KeySearch Search { get; } = search;

    /// <summary>The keys of the database.</summary>
    /// <exception cref="HashingKeyNotFoundException">
    /// One of them is missing, even if this user does not need it: the error must not reveal anything about a name.
    /// </exception>
    public KeyRing Require(CancellationToken cancellation = default)
    {
        IReadOnlyList<StoredKey> stored = store.ReadHashingKeys(cancellation);
        string[] missing = [.. stored.Where(key => Find(key) is null).Select(key => key.Id)];
        return missing.Length == 0
            ? new KeyRing([.. stored.Select(key => Find(key)!)])
            : throw new HashingKeyNotFoundException(store.Location, missing, string.Join("; ", missing.Select(Search.Describe)));
    }

    /// <summary>
    /// The key for the stand-in of an unknown name. Without the keys of the database, it is a key that nobody knows, because
    /// what is typed as a name can be a password.
    /// </summary>
    public HashingKey ForNames(CancellationToken cancellation = default) => Find(store.ReadHashingKeys(cancellation)[^1]) ?? _standIn;

    /// <summary>The key itself, or null if it is kept outside the database and is not found.</summary>
    public HashingKey? Find(StoredKey stored)
    {
        if (stored.Key is not null || _found.TryGetValue(stored.Id, out HashingKey? known) && known is not null)
            return stored.Key ?? _found[stored.Id];
        return Search.Find(stored.Id) is { } found ? _found.GetOrAdd(stored.Id, found.Key) : null;
    }

    /// <summary>Remembers a key that was just moved out of the database.</summary>
    public void Remember(HashingKey key) => _found[key.Id] = key;
}
