using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;
using FlowservUsers.HelpGenerator.Topics;
using static FlowservUsers.HelpGenerator.Writing.MamlNames;

namespace FlowservUsers.HelpGenerator.Writing;

/// <summary>A parameter, once in each syntax and once in the list of parameters.</summary>
internal static class MamlParameter
{
    public static XElement InSyntax(ParameterHelp help, ParameterUse use)
    {
        var element = Element(help, use);
        if (help.Parameter.PossibleValues.Count > 0)
            element.Add(new XElement(Command + "parameterValueGroup", help.Parameter.PossibleValues.Select(value => Value(value, false))));
        else if (help.Parameter.Type != typeof(SwitchParameter))
            element.Add(Value(help.Parameter.TypeName, true));
        element.Add(TypeAndDefault(help));
        return element;
    }

    public static XElement InList(ParameterHelp help)
    {
        var element = Element(help, help.Parameter.Use);
        element.Add(Value(help.Parameter.TypeName, help.Parameter.Type != typeof(SwitchParameter)), TypeAndDefault(help));
        if (help.PossibleValues.Any(value => value.Description.Length > 0))
            element.Add(new XElement(Developer + "possibleValues", help.PossibleValues.Select(PossibleValue)));
        return element;
    }

    private static XElement Element(ParameterHelp help, ParameterUse use) => new(
        Command + "parameter",
        new XAttribute("required", Word(use.Mandatory)),
        new XAttribute("variableLength", Word(help.Parameter.Type.IsArray)),
        new XAttribute("globbing", Word(help.Parameter.SupportsWildcards)),
        new XAttribute("pipelineInput", PipelineInput(use)),
        new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", help.Parameter.Aliases.Count == 0 ? "none" : string.Join(", ", help.Parameter.Aliases)),
        new XElement(Maml + "name", help.Parameter.Name),
        MamlText.Description([.. help.Description, .. PossibleValueNames(help)]));

    /// <summary>The view spends four lines on each possible value, which only a value with a text of its own is worth.</summary>
    private static TextBlock[] PossibleValueNames(ParameterHelp help)
    {
        return help.PossibleValues.Count > 0 && help.PossibleValues.All(value => value.Description.Length == 0)
            ? [new TextBlock(TextBlockKind.Paragraph, $"Possible values: {string.Join(", ", help.Parameter.PossibleValues)}.")]
            : [];
    }

    private static XElement Value(string text, bool required) =>
        new(Command + "parameterValue", new XAttribute("required", Word(required)), new XAttribute("variableLength", "false"), text);

    private static XElement[] TypeAndDefault(ParameterHelp help) =>
    [
        new(Developer + "type", new XElement(Maml + "name", help.Parameter.TypeName), new XElement(Maml + "uri")),
        new(Developer + "defaultValue", help.DefaultValue),
    ];

    private static XElement PossibleValue(PossibleValueHelp value) => new(
        Developer + "possibleValue",
        new XElement(Developer + "value", value.Value),
        new XElement(Maml + "description", MamlText.Paragraph(value.Description)));

    private static string PipelineInput(ParameterUse use) => use switch
    {
        { ByValue: true, ByPropertyName: true } => "True (ByPropertyName, ByValue)",
        { ByValue: true } => "True (ByValue)",
        { ByPropertyName: true } => "True (ByPropertyName)",
        _ => "False",
    };

    private static string Word(bool value) => value ? "true" : "false";
}
