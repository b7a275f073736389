using System.Reflection;
using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator.Documentation;

/// <summary>The XML documentation of several assemblies, with <c>&lt;inheritdoc/&gt;</c> followed.</summary>
internal sealed class DocumentationSet
{
    private readonly Dictionary<string, XElement> _members = [];

    public static DocumentationSet Load(IEnumerable<string> paths)
    {
        var set = new DocumentationSet();
        var files = paths.SelectMany<string, string>(path => Directory.Exists(path) ? Directory.GetFiles(path, "*.xml").Order(StringComparer.Ordinal) : [path]);
        foreach (string file in files)
            set.Add(XDocument.Load(file, LoadOptions.PreserveWhitespace));
        return set;
    }

    public XElement? Find(string id) => _members.GetValueOrDefault(id);

    public XElement? ForType(Type type)
    {
        return Resolve(Find(MemberId.For(type)), () => type.BaseType is { } parent ? ForType(parent) : null);
    }

    /// <summary>A property without documentation of its own has that of the one it overrides or hides.</summary>
    public XElement? ForProperty(PropertyInfo property)
    {
        XElement? Inherited() => property.DeclaringType!.BaseType?.GetProperties()
            .FirstOrDefault(candidate => candidate.Name == property.Name) is { } parent ? ForProperty(parent) : null;

        return Find(MemberId.For(property)) is { } own ? Resolve(own, Inherited) : Inherited();
    }

    private XElement? Resolve(XElement? own, Func<XElement?> inherited)
    {
        if (own?.Element("inheritdoc") is not { } inherit)
            return own;

        var source = (string?)inherit.Attribute("cref") is { } reference ? Find(reference) : inherited();
        var ownNames = own.Elements().Select(element => element.Name).ToHashSet();
        var taken = source?.Elements().Where(element => !ownNames.Contains(element.Name)) ?? [];
        return new XElement(own.Name, own.Elements().Where(element => element != inherit), taken);
    }

    private void Add(XDocument document)
    {
        foreach (XElement member in document.Root!.Elements("members").Elements("member"))
            _members.TryAdd((string)member.Attribute("name")!, member);
    }
}
