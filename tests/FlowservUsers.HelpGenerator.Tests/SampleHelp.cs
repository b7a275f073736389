using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Tests.Samples;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>Generates help for the sample cmdlets of this assembly, with their documentation as it is or damaged.</summary>
public static class SampleHelp
{
    public static string AssemblyPath { get; } = typeof(SampleCommand).Assembly.Location;

    public static string DocumentationPath { get; } = Path.ChangeExtension(AssemblyPath, ".xml");

    public static void Generate(string outputPath)
    {
        using var errors = new StringWriter();
        int exitCode = HelpGeneration.Run(AssemblyPath, [DocumentationPath], outputPath, TextWriter.Null, errors);
        Assert.True(exitCode == 0, errors.ToString());
    }

    /// <summary>Runs on documentation that <paramref name="damage"/> has changed; gives the exit code and the lines of the report.</summary>
    public static (int ExitCode, string[] Findings) GenerateDamaged(TemporaryFolder folder, Action<XDocument> damage)
    {
        var documentation = XDocument.Load(DocumentationPath, LoadOptions.PreserveWhitespace);
        damage(documentation);
        documentation.Save(folder.File("docs.xml"));

        using var errors = new StringWriter { NewLine = "\n" };
        int exitCode = HelpGeneration.Run(AssemblyPath, [folder.File("docs.xml")], folder.File("help.xml"), TextWriter.Null, errors);
        return (exitCode, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public static XElement Member(this XDocument documentation, string id)
    {
        string fullId = id.Insert(2, typeof(SampleCommand).Namespace + ".");
        return documentation.Root!.Element("members")!.Elements("member").Single(member => (string?)member.Attribute("name") == fullId);
    }
}
