using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>Generates help for the sample cmdlets of this assembly, with their documentation as it is or damaged.</summary>
internal sealed class SampleHelp : IDisposable
{
    private static readonly string AssemblyPath = typeof(SampleCommand).Assembly.Location;
    private readonly TemporaryFolder _folder = new();

    public string File => _folder.File("help", "help.xml");

    public void Dispose() => _folder.Dispose();

    /// <summary>Generates the help; gives the exit code and the lines of the report.</summary>
    public (int ExitCode, string[] Findings) Generate(Action<XDocument>? damage = null, string? onlineAddress = null, string? assembly = null)
    {
        var documentation = XDocument.Load(Path.ChangeExtension(AssemblyPath, ".xml"), LoadOptions.PreserveWhitespace);
        damage?.Invoke(documentation);
        documentation.Save(_folder.File("samples.xml"));

        using var errors = new StringWriter { NewLine = "\n" };
        int exitCode = HelpGeneration.Run(assembly ?? AssemblyPath, _folder.Path, File, onlineAddress, TextWriter.Null, errors);
        return (exitCode, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public static XElement Member(XDocument documentation, string id) =>
        documentation.Descendants("member").Single(member => (string?)member.Attribute("name") == id.Insert(2, "FlowservUsers.HelpGenerator.Tests."));
}
