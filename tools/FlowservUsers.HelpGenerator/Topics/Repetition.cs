using System.Text.RegularExpressions;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Tells a description that says no more than the parameter's name.</summary>
internal static partial class Repetition
{
    private static readonly HashSet<string> EmptyWords =
    [
        "a", "an", "and", "as", "by", "cmdlet", "command", "defines", "for", "get", "gets", "given", "indicates", "is", "of", "or", "parameter",
        "provides", "set", "sets", "specified", "specifies", "that", "the", "this", "to", "used", "uses", "value", "whether", "which", "with",
    ];

    public static bool IsBare(string parameter, string description)
    {
        var meant = Words().Matches(description).Select(match => match.Value.ToLowerInvariant()).Where(word => !EmptyWords.Contains(word));
        return meant.All(word => parameter.Contains(word, StringComparison.OrdinalIgnoreCase)
            || parameter.Contains(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
