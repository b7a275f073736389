namespace FlowservUsers;

/// <summary>
/// A hashing key of the database is kept outside it, and was not found. Passwords can be neither checked nor set; everything
/// else works.
/// </summary>
public sealed class HashingKeyNotFoundException : DatabaseException
{
    /// <summary>Reports the keys.</summary>
    /// <param name="location">The path or the address of the database, without a password.</param>
    /// <param name="keyIds">The identifiers of the keys that are missing.</param>
    /// <param name="places">Where they were looked for, and what there was.</param>
    public HashingKeyNotFoundException(string location, IReadOnlyList<string> keyIds, string places)
        : base(
            "KeyNotFound",
            $"The hashing key {string.Join(", ", keyIds)} of the database '{location}' was not found, so that no password can be checked or set. "
            + $"Looked for in: {places}. Bring the key file to one of these places, or name it in the environment variable FLOWSERV_KEY_FILE.",
            location)
    {
        KeyIds = keyIds;
    }

    /// <summary>The identifiers of the keys that are missing.</summary>
    public IReadOnlyList<string> KeyIds { get; }
}
