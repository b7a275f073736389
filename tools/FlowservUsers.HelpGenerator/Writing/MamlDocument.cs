using System.Text;
using System.Xml;
using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Topics;
using static FlowservUsers.HelpGenerator.Writing.MamlNames;

namespace FlowservUsers.HelpGenerator.Writing;

/// <summary>Writes a help file: the same bytes for the same cmdlets and texts, on every machine.</summary>
internal static class MamlDocument
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    public static void Write(IEnumerable<HelpTopic> topics, string path)
    {
        var items = new XElement(
            HelpItems + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Developer),
            topics.Select(MamlCommand.Create));

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var writer = XmlWriter.Create(path, Settings);
        new XDocument(items).Save(writer);
    }
}
