using System.Text.RegularExpressions;
using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Joins a parameter with its property's documentation.</summary>
internal sealed partial class ParameterHelpBuilder(DocumentationSet documentation, DocumentationText text)
{
    public ParameterHelp Build(ParameterDescription parameter)
    {
        var description = Description(parameter);
        return new ParameterHelp(
            parameter,
            description,
            parameter.DefaultValue ?? StatedDefault(description) ?? "None",
            [.. parameter.PossibleValues.Select(value => new PossibleValueHelp(value, ValueText(parameter.ItemType, value)))]);
    }

    private IReadOnlyList<TextBlock> Description(ParameterDescription parameter)
    {
        if (parameter.Property is null)
            return StandardParameters.Find(parameter.Name) is { } standard ? [new TextBlock(TextBlockKind.Paragraph, standard)] : [];

        var member = documentation.ForProperty(parameter.Property);
        return [.. text.Blocks(member?.Element("summary")), .. text.Blocks(member?.Element("remarks"))];
    }

    private string ValueText(Type type, string value)
    {
        return type.IsEnum ? text.Line(documentation.Find(MemberId.ForField(type, value))?.Element("summary")) : "";
    }

    private static string? StatedDefault(IEnumerable<TextBlock> description)
    {
        var stated = description.Select(block => DefaultSentence().Match(block.Text)).FirstOrDefault(match => match.Success);
        return stated?.Groups["value"].Value;
    }

    [GeneratedRegex(@"\b(?:The default is|Default:|Defaults to) (?<value>.+?)(?:\.|;|$)(?=\s|$)")]
    private static partial Regex DefaultSentence();
}
