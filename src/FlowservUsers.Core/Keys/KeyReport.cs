using FlowservUsers.Storage;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Keys;

/// <summary>Describes the hashing keys of a database, and finds problems with where they are kept.</summary>
internal static class KeyReport
{
    /// <summary>Describes the keys, the newest first.</summary>
    /// <param name="stored">The keys, the newest last.</param>
    /// <param name="users">The number of users with a hash of each key.</param>
    /// <param name="search">Where keys are looked for.</param>
    public static IReadOnlyList<FlowservHashingKey> Describe(
        IReadOnlyList<StoredKey> stored, IReadOnlyDictionary<string, long> users, KeySearch search) =>
    [
        .. stored.Select(key => new FlowservHashingKey
        {
            Id = key.Id,
            IsCurrent = key == stored[^1],
            IsInDatabase = key.Key is not null,
            File = key.Key is null ? search.Find(key.Id)?.File : null,
            Users = users.GetValueOrDefault(key.Id),
            CreatedAt = key.CreatedAt,
        }).Reverse(),
    ];

    /// <summary>Finds what administrators should know about the keys.</summary>
    /// <param name="keys">The keys as they were described.</param>
    /// <param name="search">Where keys are looked for.</param>
    /// <param name="database">The path of a database file, or null for a server.</param>
    /// <param name="unkeyed">The number of users with a hash that another system made without a key.</param>
    public static IEnumerable<FlowservDatabaseFinding> Find(
        IReadOnlyList<FlowservHashingKey> keys, KeySearch search, string? database, long unkeyed)
    {
        if (unkeyed > 0 && keys.Any(key => !key.IsInDatabase))
            yield return Finding(DatabaseFindingSeverity.Warning, DatabaseFindingCode.UnkeyedHashes, $"{unkeyed} {(unkeyed == 1 ? "user has a hash" : "users have hashes")} from another system that is not encrypted with a hashing key: anyone who has the database can check guesses against them. To encrypt them, run Move-FlowservHashingKey again.");
        foreach (FlowservHashingKey key in keys)
        {
            if (!key.IsFound)
                yield return Finding(DatabaseFindingSeverity.Error, DatabaseFindingCode.MissingHashingKey, $"The hashing key {key.Id} was not found: nobody can log in from here. Looked for in: {search.Describe(key.Id)}.");
            if (key.File is { } file)
            {
                foreach (FlowservDatabaseFinding finding in OfFile(file, database))
                    yield return finding;
            }
            if (!key.IsCurrent)
                yield return Finding(DatabaseFindingSeverity.Information, DatabaseFindingCode.EarlierHashingKey, Left(key));
        }
    }

    private static string Left(FlowservHashingKey key) => key.Users == 0
        ? $"No user needs the earlier hashing key {key.Id} any more. To remove it: Remove-FlowservHashingKey {key.Id}"
        : $"{key.Users} {(key.Users == 1 ? "user has a hash" : "users have hashes")} made with the earlier hashing key {key.Id}. Each user's next login replaces it.";

    private static IEnumerable<FlowservDatabaseFinding> OfFile(string file, string? database)
    {
        if (SqliteFile.IsOpenToOthers(file))
            yield return Finding(DatabaseFindingSeverity.Warning, DatabaseFindingCode.ExposedHashingKey, $"Other users of this machine can read or write the key file '{file}'. Restrict it: chmod 600 '{file}'");
        if (database is not null && string.Equals(FolderOf(file), FolderOf(database), StringComparison.Ordinal))
            yield return Finding(DatabaseFindingSeverity.Warning, DatabaseFindingCode.ExposedHashingKey, $"The key file '{file}' is in the folder of the database: anyone who gets one gets the other. Move it elsewhere.");
    }

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file))!;

    private static FlowservDatabaseFinding Finding(DatabaseFindingSeverity severity, DatabaseFindingCode code, string message) =>
        new() { Severity = severity, Code = code, Message = message };
}
