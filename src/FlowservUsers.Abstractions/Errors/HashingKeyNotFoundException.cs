namespace FlowservUsers;

/// <summary>
/// A hashing key that is kept outside the database was not found. Passwords can be neither checked nor set; everything
/// else works.
/// </summary>
public sealed class HashingKeyNotFoundException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database, without a password.</param>
    /// <param name="keyIds">The identifiers of the missing keys.</param>
    /// <param name="places">Where the keys were looked for, and what was found there.</param>
    public HashingKeyNotFoundException(string location, IReadOnlyList<string> keyIds, string places)
        : base(
            "KeyNotFound",
            $"The hashing key {string.Join(", ", keyIds)} of the database '{location}' was not found, so passwords cannot be checked or set. "
            + $"Looked for in: {places}. Copy the key file to one of these places, or name it in the environment variable FLOWSERV_KEY_FILE.",
            location)
    {
        KeyIds = keyIds;
    }

    /// <summary>The identifiers of the missing keys.</summary>
    public IReadOnlyList<string> KeyIds { get; }
}
