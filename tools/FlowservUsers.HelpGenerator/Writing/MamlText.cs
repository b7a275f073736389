using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Documentation;
using static FlowservUsers.HelpGenerator.Writing.MamlNames;

namespace FlowservUsers.HelpGenerator.Writing;

/// <summary>Text in the elements that the engine's views can show.</summary>
internal static class MamlText
{
    public static XElement Paragraph(string text) => new(Maml + "para", text);

    /// <summary>A description whose view knows lists: of the cmdlet, of a parameter.</summary>
    public static XElement Description(IEnumerable<TextBlock> blocks)
    {
        var description = new XElement(Maml + "description");
        foreach (var block in blocks)
        {
            if (block.Kind is TextBlockKind.Bullet or TextBlockKind.Numbered)
                ListFor(description, block.Kind).Add(new XElement(Maml + "listItem", Paragraph(block.Text)));
            else
                description.Add(Paragraph(block.Text));
        }

        return description;
    }

    /// <summary>Paragraphs only, for the views that leave lists out.</summary>
    public static IEnumerable<XElement> Paragraphs(IEnumerable<TextBlock> blocks)
    {
        return blocks.Select(block => Paragraph(block.Kind is TextBlockKind.Bullet or TextBlockKind.Numbered ? "- " + block.Text : block.Text));
    }

    private static XElement ListFor(XElement description, TextBlockKind kind)
    {
        string style = kind is TextBlockKind.Numbered ? "ordered" : "unordered";
        if (description.LastNode is XElement last && (string?)last.Attribute("class") == style)
            return last;

        var list = new XElement(Maml + "list", new XAttribute("class", style));
        description.Add(list);
        return list;
    }
}
