using System.Text.RegularExpressions;

namespace FlowservUsers.HelpGenerator;

/// <summary>Names everything that a cmdlet's help lacks, and where to write it.</summary>
internal static partial class Completeness
{
    private const int MinimumExamples = 2;

    private static readonly HashSet<string> EmptyWords =
    [
        "a", "an", "and", "as", "by", "cmdlet", "command", "defines", "for", "get", "gets", "given", "indicates", "is", "of", "or", "parameter",
        "provides", "set", "sets", "specified", "specifies", "that", "the", "this", "to", "used", "uses", "value", "whether", "which", "with",
    ];

    public static IEnumerable<string> Check(HelpTopic topic) =>
        CheckCmdlet(topic)
            .Concat(topic.Parameters.SelectMany(CheckParameter))
            .Concat(topic.Outputs.Where(output => output.Lines.Length == 0).Select(output =>
                $"output {output.Name} has no description; write a <summary> of the type, or <returns> of the cmdlet's class"))
            .Concat(topic.Errors.Where(error => error.When.Length == 0).Select(error => $"error {error.Id} does not say when it occurs; write the text of its <exception>"))
            .Concat(topic.Examples.SelectMany(CheckExample))
            .Concat(topic.Links.Where(string.IsNullOrEmpty).Select(_ => "a <seealso> has no cref"))
            .Select(finding => $"{topic.Cmdlet.Name}: {finding}");

    private static IEnumerable<string> CheckCmdlet(HelpTopic topic)
    {
        string description = string.Join(' ', topic.Description);
        if (topic.Synopsis.Length == 0)
            yield return $"no synopsis; write the <summary> of {topic.Cmdlet.Type.FullName}";
        if (description.Length == 0)
            yield return $"no description; write the <remarks> of {topic.Cmdlet.Type.FullName}";
        else if (description == topic.Synopsis)
            yield return "the description repeats the synopsis";
        if (topic.Outputs.Count == 0)
            yield return "no outputs; add [OutputType], typeof(void) for a cmdlet that returns nothing";
        if (topic.Examples.Count < MinimumExamples)
            yield return $"{topic.Examples.Count} of at least {MinimumExamples} examples; write an <example> with text and <code>";
    }

    private static IEnumerable<string> CheckParameter(ParameterHelp help)
    {
        string name = help.Parameter.Name;
        string description = string.Join(' ', help.Description);
        if (description.Length == 0)
            yield return $"parameter -{name} has no description; write the <summary> of {help.Parameter.Property?.DeclaringType?.FullName}.{name}";
        else if (OnlyRepeats(name, description))
            yield return $"parameter -{name} only repeats its name: \"{description}\"";
    }

    private static IEnumerable<string> CheckExample(ExampleHelp example, int index)
    {
        if (string.IsNullOrWhiteSpace(example.Code))
            yield return $"example {index + 1} has no <code>";
        if (example.Title.Length == 0)
            yield return $"example {index + 1} has no text before its <code> to say what it shows";
    }

    private static bool OnlyRepeats(string parameter, string description) =>
        Words().Matches(description).Select(match => match.Value.ToLowerInvariant()).Where(word => !EmptyWords.Contains(word))
            .All(word => parameter.Contains(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
