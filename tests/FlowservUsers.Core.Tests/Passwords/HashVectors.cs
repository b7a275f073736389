using System.Text.Json;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>Hashes from other programs: tests/vectors/password-hashes.json, created by the script beside it.</summary>
internal static class HashVectors
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, HashVector[]> All = JsonSerializer.Deserialize<Dictionary<string, HashVector[]>>(
        File.ReadAllText(Path.Combine(RepositoryFolder.Path, "tests", "vectors", "password-hashes.json")), Options)!;

    /// <summary>The supported ones.</summary>
    public static IReadOnlyList<HashVector> Accepted => All["accepted"];

    /// <summary>Those that are not, but are recognised where they are given as a password.</summary>
    public static IReadOnlyList<HashVector> Recognised => All["recognised"];

    internal sealed record HashVector(string Program, string Format, string Password, string Hash);
}
