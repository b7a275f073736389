using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator;

/// <summary>A parameter with its text, its default, and its possible values with their texts.</summary>
internal sealed record ParameterHelp(ParameterDescription Parameter, string[] Description, string DefaultValue, IReadOnlyList<(string Value, string Text)> PossibleValues);

/// <summary>A type that goes into a cmdlet or comes out of it, one line of text per entry.</summary>
internal sealed record TypeHelp(string Name, string[] Lines);

/// <summary>An example: what it shows, the command lines, and what there is to say about them.</summary>
internal sealed record ExampleHelp(string Title, string Code, string[] Remarks);

/// <summary>Everything the help of one cmdlet says: what PowerShell knows of it, joined with its documentation comments.</summary>
internal sealed partial record HelpTopic(
    CmdletDescription Cmdlet,
    string Synopsis,
    string[] Description,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<(string Id, string When)> Errors,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<string> Links)
{
    /// <summary>The parameters that PowerShell adds to a cmdlet, which have no property to document.</summary>
    private static readonly Dictionary<string, string> StandardParameters = new()
    {
        ["WhatIf"] = "Shows what would happen if the command ran. Nothing is changed.",
        ["Confirm"] = "Asks for confirmation before anything is changed.",
        ["First"] = "Gets only this many objects, counted from the first or, with -Skip, from the first that is not left out.",
        ["Skip"] = "Leaves out this many objects before the first that is returned.",
        ["IncludeTotalCount"] = "Writes the total number of matching objects before the objects themselves, whatever -First and -Skip leave out.",
    };

    /// <summary>What can be piped into the cmdlet, and which parameter takes it.</summary>
    public IReadOnlyList<TypeHelp> Inputs
    {
        get
        {
            TypeHelp[] inputs =
            [
                .. Parameters.Where(help => help.Parameter.Use is { ByValue: true } or { ByPropertyName: true })
                    .OrderBy(help => !help.Parameter.Use.ByValue)
                    .GroupBy(help => help.Parameter.ItemType.FullName!)
                    .Select(group => new TypeHelp(group.Key, [.. group.Select(Input)])),
            ];
            return inputs.Length > 0 ? inputs : [new TypeHelp("None", ["This cmdlet takes no input from the pipeline."])];
        }
    }

    public static HelpTopic Create(CmdletDescription cmdlet, DocumentationComments comments)
    {
        XElement? member = comments.ForType(cmdlet.Type);
        return new HelpTopic(
            cmdlet,
            comments.Line(member?.Element("summary")),
            comments.Paragraphs(member?.Element("remarks")),
            [.. cmdlet.Parameters.Select(parameter => Parameter(parameter, comments))],
            [.. cmdlet.Outputs.Select(type => Output(type, member, comments))],
            [.. ErrorsOf(cmdlet.Type, comments)],
            [.. Elements(member, "example").Select(example => Example(example, comments))],
            [.. Elements(member, "seealso").Select(link => comments.NameOf((string?)link.Attribute("cref") ?? "  "))]);
    }

    private static ParameterHelp Parameter(ParameterDescription parameter, DocumentationComments comments)
    {
        string[] description = parameter.Property is { } property ? comments.Paragraphs(comments.ForProperty(property)?.Element("summary"))
            : StandardParameters.TryGetValue(parameter.Name, out string? standard) ? [standard]
            : [];
        string? stated = description.Select(text => DefaultSentence().Match(text)).FirstOrDefault(match => match.Success)?.Groups["value"].Value;
        return new ParameterHelp(
            parameter,
            description,
            parameter.DefaultValue ?? stated ?? "None",
            [.. parameter.PossibleValues.Select(value => (value, comments.Line(comments.ForEnumerationValue(parameter.ItemType, value)?.Element("summary"))))]);
    }

    private static string Input(ParameterHelp help)
    {
        ParameterDescription parameter = help.Parameter;
        string property = $"property {string.Join(", ", [parameter.Name, .. parameter.Aliases])}";
        string way = parameter.Use switch
        {
            { ByValue: true, ByPropertyName: true } => "the object itself; " + property,
            { ByValue: true } => "the object itself",
            _ => property,
        };
        return $"-{parameter.Name} ({way}): {help.Description.FirstOrDefault()}";
    }

    private static TypeHelp Output(Type type, XElement? cmdlet, DocumentationComments comments)
    {
        if (type == typeof(void))
            return new TypeHelp("None", ["This cmdlet returns nothing."]);

        string[] lines = [comments.Line(comments.ForType(type)?.Element("summary")), comments.Line(cmdlet?.Element("returns"))];
        return new TypeHelp(type.FullName!, [.. lines.Where(line => line.Length > 0)]);
    }

    /// <summary>The name of an exception's type gives the error id. A base class documents the errors of all its cmdlets; a cmdlet's own text wins.</summary>
    private static IEnumerable<(string Id, string When)> ErrorsOf(Type? type, DocumentationComments comments)
    {
        List<XElement> all = [];
        for (; type is not null; type = type.BaseType)
            all.AddRange(Elements(comments.ForType(type), "exception"));
        return all.DistinctBy(error => (string?)error.Attribute("cref"))
            .Select(error => (comments.NameOf((string)error.Attribute("cref")!).Replace("Exception", ""), comments.Line(error)));
    }

    /// <summary>The first sentence of an example is its title; whatever else is around the code, its remarks.</summary>
    private static ExampleHelp Example(XElement example, DocumentationComments comments)
    {
        XElement? code = example.Element("code");
        string[] before = comments.Paragraphs(code?.NodesBeforeSelf() ?? example.Nodes());
        string first = before.FirstOrDefault() ?? "";
        Match end = SentenceEnd().Match(first);
        string title = end.Success ? first[..end.Index] : first.TrimEnd('.', ':');
        string[] remainder = end.Success ? [first[(end.Index + end.Length)..]] : [];
        return new ExampleHelp(
            title,
            code is null ? "" : DocumentationComments.Code(code),
            [.. remainder, .. before.Skip(1), .. comments.Paragraphs(code?.NodesAfterSelf() ?? [])]);
    }

    private static IEnumerable<XElement> Elements(XElement? member, string name) => member?.Elements(name) ?? [];

    [GeneratedRegex(@"\bThe default is (?<value>.+?)(?:\.|;|$)(?=\s|$)")]
    private static partial Regex DefaultSentence();

    [GeneratedRegex(@"\.\s+(?=\p{Lu})")]
    private static partial Regex SentenceEnd();
}
