using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator;

/// <summary>Reads the examples back from a help file, so that tests can run what users will copy.</summary>
public static class HelpExamples
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Developer = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>All examples of all cmdlets, in the order of the file.</summary>
    public static IReadOnlyList<HelpExample> Read(string mamlPath)
    {
        return
        [
            .. from command in XDocument.Load(mamlPath).Root!.Elements(Command + "command")
               let name = command.Element(Command + "details")!.Element(Command + "name")!.Value
               from example in command.Elements(Command + "examples").Elements(Command + "example").Select((element, index) => (element, index))
               select new HelpExample(
                   name,
                   example.index + 1,
                   example.element.Element(Maml + "title")!.Value,
                   example.element.Element(Developer + "code")!.Value),
        ];
    }
}
