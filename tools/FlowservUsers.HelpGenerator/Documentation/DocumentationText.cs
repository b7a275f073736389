using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator.Documentation;

/// <summary>Turns documentation elements into the plain text that a console shows.</summary>
internal sealed partial class DocumentationText(ReferenceNames names)
{
    /// <summary>The element's text as one line.</summary>
    public string Line(XElement? element) => string.Join(' ', Blocks(element).Select(block => block.Text));

    /// <summary>The element's paragraphs, list items and code, in order.</summary>
    public IReadOnlyList<TextBlock> Blocks(XElement? element) => Blocks(element?.Nodes() ?? []);

    public IReadOnlyList<TextBlock> Blocks(IEnumerable<XNode> nodes)
    {
        List<TextBlock> blocks = [];
        var paragraph = new StringBuilder();

        void EndParagraph()
        {
            string text = Spaces().Replace(paragraph.ToString(), " ").Trim();
            if (text.Length > 0)
                blocks.Add(new TextBlock(TextBlockKind.Paragraph, text));
            paragraph.Clear();
        }

        foreach (XNode node in nodes)
        {
            if (node is XElement { Name.LocalName: "para" or "list" or "code" } block)
            {
                EndParagraph();
                blocks.AddRange(Block(block));
            }
            else
            {
                paragraph.Append(Inline(node));
            }
        }

        EndParagraph();
        return blocks;
    }

    /// <summary>Code without the indentation that it has in the source file.</summary>
    public static string Code(XElement code)
    {
        string[] lines = code.Value.ReplaceLineEndings("\n").Split('\n');
        string[] filled = [.. lines.Where(line => !string.IsNullOrWhiteSpace(line))];
        int indentation = filled.Length == 0 ? 0 : filled.Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indentation ? line[indentation..].TrimEnd() : "")).Trim('\n');
    }

    private IEnumerable<TextBlock> Block(XElement element) => element.Name.LocalName switch
    {
        "code" => [new TextBlock(TextBlockKind.Code, Code(element))],
        "list" => element.Elements("item").Select(item => ListItem((string?)element.Attribute("type"), item)),
        _ => Blocks(element),
    };

    private TextBlock ListItem(string? type, XElement item)
    {
        string term = Line(item.Element("term"));
        string description = Line(item.Element("description"));
        string text = (term, description) switch
        {
            ("", "") => Line(item),
            (_, "") => term,
            ("", _) => description,
            _ => $"{term}: {description}",
        };
        return new TextBlock(type == "number" ? TextBlockKind.Numbered : TextBlockKind.Bullet, text);
    }

    private string Inline(XNode node)
    {
        if (node is XText text)
            return text.Value;
        if (node is not XElement element)
            return "";
        if (!element.IsEmpty && element.Nodes().Any())
        {
            string inner = string.Concat(element.Nodes().Select(Inline));
            return (string?)element.Attribute("href") is { } address ? $"{inner} ({address})" : inner;
        }

        return (string?)element.Attribute("cref") is { } reference ? names.Of(reference)
            : (string?)element.Attribute("langword") is { } word ? Keyword(word)
            : (string?)element.Attribute("name") ?? (string?)element.Attribute("href") ?? "";
    }

    /// <summary>The reader writes PowerShell, not C#.</summary>
    private static string Keyword(string word) => word is "true" or "false" or "null" ? "$" + word : word;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
