using System.Management.Automation;
using System.Text;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Wildcard patterns of user names.</summary>
internal static class NamePattern
{
    /// <summary>A query for a pattern: what stands before the first wildcard narrows the search.</summary>
    public static UserQuery ToQuery(string pattern)
    {
        string composed = Compose(pattern);
        var wildcard = new WildcardPattern(composed, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        int literal = composed.IndexOfAny(['*', '?', '[', '`']);
        return new UserQuery
        {
            Prefix = literal > 0 ? composed[..literal] : null,
            NameMatches = composed == "*" ? null : wildcard.IsMatch,
        };
    }

    /// <summary>The name that a text without wildcards stands for: a backtick takes the meaning from the character after it.</summary>
    public static string Unescape(string identity) =>
        identity.Contains('`', StringComparison.Ordinal) ? WildcardPattern.Unescape(identity) : identity;

    private static string Compose(string pattern)
    {
        try
        {
            return pattern.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no name has it, and nothing will match.
            return pattern;
        }
    }
}
