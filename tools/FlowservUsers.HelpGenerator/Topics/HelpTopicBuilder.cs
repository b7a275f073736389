using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Joins what the engine knows of a cmdlet with what its documentation says.</summary>
internal sealed class HelpTopicBuilder
{
    private readonly DocumentationSet _documentation;
    private readonly ReferenceNames _names;
    private readonly DocumentationText _text;
    private readonly ParameterHelpBuilder _parameters;

    public HelpTopicBuilder(DocumentationSet documentation, IReadOnlyList<CmdletDescription> cmdlets)
    {
        _documentation = documentation;
        _names = new ReferenceNames(cmdlets);
        _text = new DocumentationText(_names);
        _parameters = new ParameterHelpBuilder(documentation, _text);
    }

    public HelpTopic Build(CmdletDescription cmdlet)
    {
        var member = _documentation.ForType(cmdlet.Type);
        var parameters = cmdlet.Parameters.Select(_parameters.Build).ToArray();
        return new HelpTopic(
            cmdlet,
            _text.Line(member?.Element("summary")),
            _text.Blocks(member?.Element("remarks")),
            parameters,
            PipelineInputs.Of(parameters),
            [.. cmdlet.Outputs.Select(output => Output(output, member))],
            Errors(cmdlet.Type),
            [.. Elements(member, "example").Select(example => ExampleReader.Read(example, _text))],
            [.. Elements(member, "seealso").Select(Link)]);
    }

    private TypeHelp Output(OutputDescription output, XElement? cmdlet)
    {
        if (output.Type == typeof(void))
            return new TypeHelp("None", ["This cmdlet returns nothing."]);

        string[] lines =
        [
            output.Type is null ? "" : _text.Line(_documentation.ForType(output.Type)?.Element("summary")),
            _text.Line(cmdlet?.Element("returns")),
        ];
        return new TypeHelp(output.Name, [.. lines.Where(line => line.Length > 0)]);
    }

    /// <summary>A base class documents the errors that all its cmdlets share; a cmdlet's own text for one of them wins.</summary>
    private ErrorHelp[] Errors(Type type)
    {
        List<XElement> all = [];
        for (Type? current = type; current is not null; current = current.BaseType)
            all.AddRange(Elements(_documentation.ForType(current), "exception"));

        return
        [
            .. all.DistinctBy(element => (string?)element.Attribute("cref"))
                .Select(element => ErrorReader.Read(element, _documentation, _text)),
        ];
    }

    private LinkHelp Link(XElement link)
    {
        string text = _text.Line(link);
        if ((string?)link.Attribute("cref") is { } reference)
            return new LinkHelp(text.Length > 0 ? text : _names.Of(reference), "");

        string address = (string?)link.Attribute("href") ?? "";
        bool isTopic = address.StartsWith("about_", StringComparison.Ordinal);
        return new LinkHelp(text.Length > 0 ? text : isTopic ? address : "", isTopic ? "" : address);
    }

    private static IEnumerable<XElement> Elements(XElement? member, string name) => member?.Elements(name) ?? [];
}
