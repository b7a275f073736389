using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator;

/// <summary>Writes a help file: the same bytes for the same cmdlets and texts, on every machine.</summary>
internal static class Maml
{
    private static readonly XNamespace HelpItems = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Developer = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    public static void Write(IEnumerable<HelpTopic> topics, string? onlineAddress, string path)
    {
        var items = new XElement(
            HelpItems + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Text),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Developer),
            topics.Select(topic => Topic(topic, onlineAddress)));

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var writer = XmlWriter.Create(path, Settings);
        new XDocument(items).Save(writer);
    }

    /// <summary>The parts in the order of the schema.</summary>
    private static XElement Topic(HelpTopic topic, string? onlineAddress) => new(
        Command + "command",
        Details(topic),
        Description(topic.Description),
        new XElement(Command + "syntax", topic.Cmdlet.ParameterSets.Select(set => Syntax(topic, set))),
        new XElement(Command + "parameters", topic.Parameters.Select(ParameterInList)),
        new XElement(Command + "inputTypes", topic.Inputs.Select(input => Type("inputType", input))),
        new XElement(Command + "returnValues", topic.Outputs.Select(output => Type("returnValue", output))),
        topic.Errors.Count == 0 ? null : new XElement(
            Text + "alertSet",
            new XElement(Text + "title", "Errors, by the first part of FullyQualifiedErrorId"),
            new XElement(Text + "alert", topic.Errors.Select(error => Paragraph($"{error.Id}: {error.When}")))),
        new XElement(Command + "examples", topic.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", Online(onlineAddress), topic.Links.Select(link => Link(link, ""))));

    private static XElement Details(HelpTopic topic)
    {
        string[] name = topic.Cmdlet.Name.Split('-');
        return new XElement(
            Command + "details",
            new XElement(Command + "name", topic.Cmdlet.Name),
            new XElement(Command + "verb", name[0]),
            new XElement(Command + "noun", name[1]),
            new XElement(Text + "description", Paragraph(topic.Synopsis)));
    }

    private static XElement Syntax(HelpTopic topic, ParameterUse[] set) => new(
        Command + "syntaxItem",
        new XElement(Text + "name", topic.Cmdlet.Name),
        set.Select(use => ParameterInSyntax(topic.Parameters.First(help => help.Parameter.Name == use.Name), use)));

    private static XElement ParameterInSyntax(ParameterHelp help, ParameterUse use)
    {
        XElement element = Parameter(help, use);
        if (help.PossibleValues.Count > 0)
            element.Add(new XElement(Command + "parameterValueGroup", help.PossibleValues.Select(value => Value(value.Value, false))));
        else if (help.Parameter.Type != typeof(SwitchParameter))
            element.Add(Value(help.Parameter.TypeName, true));
        element.Add(TypeAndDefault(help));
        return element;
    }

    private static XElement ParameterInList(ParameterHelp help)
    {
        XElement element = Parameter(help, help.Parameter.Use);
        element.Add(Value(help.Parameter.TypeName, help.Parameter.Type != typeof(SwitchParameter)), TypeAndDefault(help));
        if (help.PossibleValues.Any(value => value.Text.Length > 0))
        {
            element.Add(new XElement(Developer + "possibleValues", help.PossibleValues.Select(value => new XElement(
                Developer + "possibleValue",
                new XElement(Developer + "value", value.Value),
                new XElement(Text + "description", Paragraph(value.Text))))));
        }
        return element;
    }

    private static XElement Parameter(ParameterHelp help, ParameterUse use) => new(
        Command + "parameter",
        new XAttribute("required", use.Mandatory),
        new XAttribute("variableLength", help.Parameter.Type.IsArray),
        new XAttribute("globbing", help.Parameter.SupportsWildcards),
        new XAttribute("pipelineInput", PipelineInput(use)),
        new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", help.Parameter.Aliases.Count == 0 ? "none" : string.Join(", ", help.Parameter.Aliases)),
        new XElement(Text + "name", help.Parameter.Name),
        Description(help.Description));

    private static string PipelineInput(ParameterUse use) => use switch
    {
        { ByValue: true, ByPropertyName: true } => "True (ByPropertyName, ByValue)",
        { ByValue: true } => "True (ByValue)",
        { ByPropertyName: true } => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement Value(string text, bool required) =>
        new(Command + "parameterValue", new XAttribute("required", required), new XAttribute("variableLength", false), text);

    private static XElement[] TypeAndDefault(ParameterHelp help) =>
    [
        new(Developer + "type", new XElement(Text + "name", help.Parameter.TypeName), new XElement(Text + "uri")),
        new(Developer + "defaultValue", help.DefaultValue),
    ];

    private static XElement Type(string element, TypeHelp type) => new(
        Command + element,
        new XElement(Developer + "type", new XElement(Text + "name", type.Name), new XElement(Text + "uri")),
        new XElement(Text + "description", type.Lines.Select(Paragraph)));

    private static XElement Example(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Text + "title", $"---------- Example {index + 1}: {example.Title} ----------"),
        new XElement(Developer + "code", example.Code),
        // The empty paragraph keeps the next title apart; the view puts no line between two examples.
        new XElement(Developer + "remarks", example.Remarks.Select(Paragraph), Paragraph("")));

    /// <summary>Get-Help -Online opens the first link that has an address.</summary>
    private static XElement? Online(string? address) => string.IsNullOrEmpty(address) ? null : Link("Online version:", address);

    private static XElement Link(string text, string address) =>
        new(Text + "navigationLink", new XElement(Text + "linkText", text), new XElement(Text + "uri", address));

    private static XElement Description(string[] paragraphs) => new(Text + "description", paragraphs.Select(Paragraph));

    private static XElement Paragraph(string text) => new(Text + "para", text);
}
