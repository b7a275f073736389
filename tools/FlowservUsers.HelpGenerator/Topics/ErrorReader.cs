using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Reads an <c>&lt;exception&gt;</c> of a cmdlet: the type's name gives the error id, its documentation the category.</summary>
internal static partial class ErrorReader
{
    public static ErrorHelp Read(XElement exception, DocumentationSet documentation, DocumentationText text)
    {
        string reference = (string?)exception.Attribute("cref") ?? "";
        string type = reference.Split('.', ':')[^1];
        string id = type.EndsWith("Exception", StringComparison.Ordinal) ? type[..^"Exception".Length] : type;
        return new ErrorHelp(id, CategoryOf(documentation.Find(reference), text), text.Line(exception));
    }

    private static string? CategoryOf(XElement? exceptionType, DocumentationText text)
    {
        var stated = Category().Match(text.Line(exceptionType));
        return stated.Success ? stated.Groups["name"].Value : null;
    }

    [GeneratedRegex(@"\b[Cc]ategory:? (?<name>\p{Lu}\w+)")]
    private static partial Regex Category();
}
