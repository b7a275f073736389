namespace FlowservUsers.Users;

/// <summary>Selects the users of a listing.</summary>
public sealed record UserQuery
{
    /// <summary>The beginning of the name, literal and case-insensitive; null for every name.</summary>
    public string? Prefix { get; init; }

    /// <summary>An additional test of the name, or null for none.</summary>
    public Predicate<string>? NameMatches { get; init; }

    /// <summary>
    /// The comparison form of names: without differences of case, width and composition, and without invisible
    /// characters. A name test compares both in this form.
    /// </summary>
    /// <param name="text">A name, or a part of one.</param>
    /// <returns>The text in that form.</returns>
    public static string Comparable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Username.Fold(text);
    }

    /// <summary>The statuses to list; by default, only active users.</summary>
    public IReadOnlyCollection<UserStatus> Statuses { get; init; } = [UserStatus.Active];

    /// <summary>Lists only users whose logins are refused now.</summary>
    public bool LockedOnly { get; init; }

    /// <summary>The number of users to skip.</summary>
    public ulong Skip { get; init; }

    /// <summary>The maximum number of users to list.</summary>
    public ulong First { get; init; } = ulong.MaxValue;
}
