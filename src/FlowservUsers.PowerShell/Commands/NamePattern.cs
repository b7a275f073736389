using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Wildcard patterns of user names.</summary>
internal static class NamePattern
{
    /// <summary>Makes a query from a pattern: the text before the first wildcard narrows the search.</summary>
    /// <returns>False for a text without wildcards, and for one that is not a valid pattern, such as a lone opening bracket.</returns>
    public static bool TryParse(string identity, [NotNullWhen(true)] out UserQuery? query)
    {
        query = null;
        if (!TryParse(identity, out Predicate<string>? matches))
            return false;

        string pattern = UserQuery.Comparable(identity);
        int literal = pattern.IndexOfAny(['*', '?', '[', '`']);
        query = new UserQuery
        {
            Prefix = literal > 0 ? pattern[..literal] : null,
            NameMatches = pattern == "*" ? null : matches,
        };
        return true;
    }

    /// <summary>Makes a name test from a pattern.</summary>
    /// <returns>False for a text without wildcards, and for one that is not a valid pattern, such as a lone opening bracket.</returns>
    public static bool TryParse(string identity, [NotNullWhen(true)] out Predicate<string>? matches)
    {
        matches = null;
        if (!WildcardPattern.ContainsWildcardCharacters(identity))
            return false;

        string pattern = UserQuery.Comparable(identity);
        var wildcard = new WildcardPattern(pattern, WildcardOptions.CultureInvariant);
        try
        {
            // A pattern is parsed at its first use.
            _ = wildcard.IsMatch("");
        }
        catch (WildcardPatternException)
        {
            return false;
        }

        matches = name => wildcard.IsMatch(UserQuery.Comparable(name));
        return true;
    }

    /// <summary>The name that a text without wildcards stands for: a backtick makes the next character literal.</summary>
    public static string Unescape(string identity) =>
        identity.Contains('`', StringComparison.Ordinal) ? WildcardPattern.Unescape(identity) : identity;

    /// <summary>Combines several queries into one, for users who match any of them and are not excluded by name.</summary>
    public static UserQuery Any(IReadOnlyList<UserQuery> queries, IReadOnlySet<string> leftOut)
    {
        if (queries.Count == 1 && leftOut.Count == 0)
            return queries[0];
        return new UserQuery
        {
            Prefix = CommonPrefix([.. queries.Select(query => query.Prefix ?? "")]),
            NameMatches = name => !leftOut.Contains(name) && queries.Any(query => query.NameMatches?.Invoke(name) ?? true),
        };
    }

    private static string? CommonPrefix(string[] prefixes)
    {
        int length = Enumerable.Range(0, prefixes.Min(prefix => prefix.Length))
            .TakeWhile(index => prefixes.All(prefix => prefix[index] == prefixes[0][index]))
            .Count();
        // Half of a surrogate pair cannot be a prefix.
        if (length > 0 && char.IsHighSurrogate(prefixes[0][length - 1]))
            length--;
        return length > 0 ? prefixes[0][..length] : null;
    }
}
