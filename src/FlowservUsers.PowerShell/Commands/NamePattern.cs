using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Wildcard patterns of user names.</summary>
internal static class NamePattern
{
    /// <summary>Makes a query of a pattern: what stands before the first wildcard narrows the search.</summary>
    /// <returns>False for a text without wildcards, and for one that is no pattern, such as an opening bracket alone.</returns>
    public static bool TryParse(string identity, [NotNullWhen(true)] out UserQuery? query)
    {
        query = null;
        if (!TryParse(identity, out Predicate<string>? matches))
            return false;

        string pattern = Comparable(identity);
        int literal = pattern.IndexOfAny(['*', '?', '[', '`']);
        query = new UserQuery
        {
            Prefix = literal > 0 ? pattern[..literal] : null,
            NameMatches = pattern == "*" ? null : matches,
        };
        return true;
    }

    /// <summary>Makes a test of names of a pattern.</summary>
    /// <returns>False for a text without wildcards, and for one that is no pattern, such as an opening bracket alone.</returns>
    public static bool TryParse(string identity, [NotNullWhen(true)] out Predicate<string>? matches)
    {
        matches = null;
        if (!WildcardPattern.ContainsWildcardCharacters(identity))
            return false;

        string pattern = Comparable(identity);
        var wildcard = new WildcardPattern(pattern, WildcardOptions.CultureInvariant);
        try
        {
            // A pattern is read at its first use.
            _ = wildcard.IsMatch("");
        }
        catch (WildcardPatternException)
        {
            return false;
        }

        matches = name => wildcard.IsMatch(Comparable(name));
        return true;
    }

    /// <summary>The name that a text without wildcards stands for: a backtick takes the meaning from the character after it.</summary>
    public static string Unescape(string identity) =>
        identity.Contains('`', StringComparison.Ordinal) ? WildcardPattern.Unescape(identity) : identity;

    /// <summary>Text in a form in which what names do not tell apart is the same: case, and forms of one character.</summary>
    private static string Comparable(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no name has it, and nothing will match.
            return text;
        }
    }
}
