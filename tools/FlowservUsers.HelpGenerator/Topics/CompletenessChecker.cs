using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Names everything that a cmdlet's help lacks, and where to write it.</summary>
internal static class CompletenessChecker
{
    private const int LeastExamples = 2;

    public static IEnumerable<string> Check(HelpTopic topic)
    {
        return CheckCmdlet(topic)
            .Concat(topic.Parameters.SelectMany(CheckParameter))
            .Concat(topic.Outputs.Where(output => output.Lines.Count == 0).Select(output =>
                $"output {output.Name} has no description; write a <summary> of the type, or <returns> of the cmdlet's class"))
            .Concat(topic.Errors.Where(error => error.When.Length == 0).Select(error => $"error {error.Id} does not say when it occurs; write the text of its <exception>"))
            .Concat(topic.Examples.SelectMany(CheckExample))
            .Concat(topic.Links.Where(link => link is { Text: "", Address: "" }).Select(_ => "a <seealso> has neither cref nor href"))
            .Select(finding => $"{topic.Cmdlet.Name}: {finding}");
    }

    private static IEnumerable<string> CheckCmdlet(HelpTopic topic)
    {
        string description = string.Join(' ', topic.Description.Select(block => block.Text));
        if (topic.Synopsis.Length == 0)
            yield return $"no synopsis; write the <summary> of {topic.Cmdlet.Type.FullName}";
        if (description.Length == 0)
            yield return $"no description; write the <remarks> of {topic.Cmdlet.Type.FullName}";
        else if (description == topic.Synopsis)
            yield return "the description repeats the synopsis";
        if (topic.Outputs.Count == 0)
            yield return "no outputs; add [OutputType], typeof(void) for a cmdlet that returns nothing";
        if (topic.Examples.Count < LeastExamples)
            yield return $"{topic.Examples.Count} of at least {LeastExamples} examples; write an <example> with text and <code>";
    }

    private static IEnumerable<string> CheckParameter(ParameterHelp help)
    {
        string name = help.Parameter.Name;
        string description = string.Join(' ', help.Description.Select(block => block.Text));
        if (description.Length == 0)
        {
            string place = help.Parameter.Property is { } property ? MemberId.For(property)[2..] : "StandardParameters";
            yield return $"parameter -{name} has no description; write the <summary> of {place}";
        }
        else if (Repetition.IsBare(name, description))
        {
            yield return $"parameter -{name} only repeats its name: \"{description}\"";
        }
    }

    private static IEnumerable<string> CheckExample(ExampleHelp example, int index)
    {
        if (string.IsNullOrWhiteSpace(example.Code))
            yield return $"example {index + 1} has no <code>";
        if (example.Title.Length == 0)
            yield return $"example {index + 1} has no text before its <code> to say what it shows";
    }
}
