using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator;

/// <summary>The XML documentation of several assemblies, and its elements as the plain text that a console shows.</summary>
internal sealed partial class DocumentationComments
{
    private readonly Dictionary<string, XElement> _members = [];
    private readonly Dictionary<string, string> _cmdlets;

    public DocumentationComments(string folder, IEnumerable<CmdletDescription> cmdlets)
    {
        foreach (string file in Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            foreach (XElement member in XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!.Elements("members").Elements("member"))
                _members.TryAdd((string)member.Attribute("name")!, member);
        }
        _cmdlets = cmdlets.ToDictionary(cmdlet => "T:" + cmdlet.Type.FullName, cmdlet => cmdlet.Name);
    }

    public XElement? ForType(Type type) => _members.GetValueOrDefault("T:" + type.FullName);

    /// <summary>A property without documentation of its own has that of the one it overrides or hides.</summary>
    public XElement? ForProperty(PropertyInfo property) =>
        _members.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") is { } own && own.Element("inheritdoc") is null ? own
        : property.DeclaringType.BaseType?.GetProperties().FirstOrDefault(candidate => candidate.Name == property.Name) is { } inherited ? ForProperty(inherited)
        : null;

    public XElement? ForEnumerationValue(Type type, string value) => _members.GetValueOrDefault($"F:{type.FullName}.{value}");

    /// <summary>What a reference is called at the prompt: a cmdlet by its name.</summary>
    public string NameOf(string reference) => _cmdlets.GetValueOrDefault(reference) ?? reference[2..].Split('(')[0].Split('.')[^1];

    /// <summary>The element's text as one line.</summary>
    public string Line(XElement? element) => string.Join(' ', Paragraphs(element));

    public string[] Paragraphs(XElement? element) => Paragraphs(element?.Nodes() ?? []);

    public string[] Paragraphs(IEnumerable<XNode> nodes)
    {
        List<string> paragraphs = [""];
        foreach (XNode node in nodes)
        {
            if (node is XElement { Name.LocalName: "para" } paragraph)
                paragraphs.AddRange([.. Paragraphs(paragraph), ""]);
            else
                paragraphs[^1] += Inline(node);
        }
        return [.. paragraphs.Select(text => Spaces().Replace(text, " ").Trim()).Where(text => text.Length > 0)];
    }

    /// <summary>Code without the indentation that it has in the source file.</summary>
    public static string Code(XElement code)
    {
        string[] lines = code.Value.ReplaceLineEndings("\n").Split('\n');
        int indentation = lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > indentation ? line[indentation..].TrimEnd() : "")).Trim('\n');
    }

    private string Inline(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Nodes().Any() => string.Concat(element.Nodes().Select(Inline)),
        XElement element when (string?)element.Attribute("cref") is { } reference => NameOf(reference),
        XElement element => (string?)element.Attribute("name") ?? "",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
