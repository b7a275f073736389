using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Reads an <c>&lt;example&gt;</c>: the first sentence is its title, what else surrounds the code are its remarks.</summary>
internal static partial class ExampleReader
{
    public static ExampleHelp Read(XElement example, DocumentationText text)
    {
        var nodes = example.Nodes().ToArray();
        int code = Array.FindIndex(nodes, IsCode);
        int end = code < 0 ? nodes.Length : code;
        var before = text.Blocks(nodes[..end]);
        var after = text.Blocks(nodes[end..].Where(node => !IsCode(node)));

        var (title, remainder) = SplitTitle(before.Count > 0 ? before[0].Text : "");
        TextBlock[] first = remainder.Length > 0 ? [new TextBlock(TextBlockKind.Paragraph, remainder)] : [];
        return new ExampleHelp(
            title,
            string.Join("\n\n", example.Elements("code").Select(DocumentationText.Code)),
            [.. first, .. before.Skip(1), .. after]);
    }

    private static (string Title, string Remainder) SplitTitle(string text)
    {
        var end = SentenceEnd().Match(text);
        return end.Success ? (text[..end.Index], text[(end.Index + end.Length)..]) : (text.TrimEnd('.', ':'), "");
    }

    private static bool IsCode(XNode node) => node is XElement { Name.LocalName: "code" };

    [GeneratedRegex(@"\.\s+(?=\p{Lu})")]
    private static partial Regex SentenceEnd();
}
