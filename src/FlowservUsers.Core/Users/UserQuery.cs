namespace FlowservUsers.Users;

/// <summary>Which users a listing has.</summary>
public sealed record UserQuery
{
    /// <summary>What the name starts with, literal and case-insensitive; null for every name.</summary>
    public string? Prefix { get; init; }

    /// <summary>A further test of the name, or null for none.</summary>
    public Predicate<string>? NameMatches { get; init; }

    /// <summary>
    /// The form in which names are compared: without the differences of case, width and composition, and without invisible
    /// characters. A test of names compares this form of both.
    /// </summary>
    /// <param name="text">A name, or a part of one.</param>
    /// <returns>The text in that form.</returns>
    public static string Comparable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Username.Fold(text);
    }

    /// <summary>The states that are listed; active users only by default.</summary>
    public IReadOnlyCollection<UserStatus> Statuses { get; init; } = [UserStatus.Active];

    /// <summary>Only the users whose logins are refused now.</summary>
    public bool LockedOnly { get; init; }

    /// <summary>How many users to leave out at the start.</summary>
    public ulong Skip { get; init; }

    /// <summary>The most users to list.</summary>
    public ulong First { get; init; } = ulong.MaxValue;
}
