using System.Text.RegularExpressions;
using FlowservUsers.HelpGenerator;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>Finds the examples of the help, the topics and the README.</summary>
internal static partial class DocumentedExamples
{
    /// <summary>Every example, by its name.</summary>
    public static IReadOnlyDictionary<string, Example> All { get; } =
        OfHelp().Concat(OfTopics()).Concat(OfReadme()).ToDictionary(example => example.Name);

    private static IEnumerable<Example> OfHelp() =>
        HelpExamples.Read(Repository.File("output/FlowservUsers/en-US/FlowservUsers.PowerShell.dll-Help.xml"))
            .Select(example => new Example(example.ToString(), example.Code));

    private static IEnumerable<Example> OfReadme() =>
        PowerShellBlock().Matches(Read("README.md")).Select(block => Named("README.md", block.Groups["code"].Value));

    /// <summary>In a topic, commands are the indented paragraphs that begin like one.</summary>
    private static IEnumerable<Example> OfTopics() =>
        from path in Directory.EnumerateFiles(Repository.File("module/en-US"), "about_*.help.txt")
        let topic = Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal)
        from paragraph in Read(path).Split("\n\n")
        where Commands().IsMatch(paragraph)
        select Named(topic, paragraph);

    private static Example Named(string file, string code) => new($"{file}: {code.Trim().Split('\n')[0].Trim()}", code);

    private static string Read(string path) => File.ReadAllText(Repository.File(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("^```powershell\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();

    [GeneratedRegex(@"\A\n*( {6}(\$|try |if |[A-Z][a-z]+-[A-Z]\w+))(.*\n {6})*.*\n?\z")]
    private static partial Regex Commands();
}
