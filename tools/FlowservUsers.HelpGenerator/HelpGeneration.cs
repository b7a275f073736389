using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;
using FlowservUsers.HelpGenerator.Topics;
using FlowservUsers.HelpGenerator.Writing;

namespace FlowservUsers.HelpGenerator;

/// <summary>Turns a cmdlet assembly and its XML documentation into one MAML help file, or says everything that is missing.</summary>
public static class HelpGeneration
{
    /// <summary>Generates the help file. Nothing is written unless every cmdlet is completely documented.</summary>
    /// <param name="assemblyPath">The assembly that holds the cmdlets; its dependencies lie beside it or in the folder <c>deps</c>.</param>
    /// <param name="documentationPaths">XML documentation files, or folders that hold them.</param>
    /// <param name="outputPath">The help file to write; its folder is created.</param>
    /// <param name="output">Takes the one line that says what was written.</param>
    /// <param name="error">Takes one line for each thing that is missing, in the form that MSBuild shows as an error.</param>
    /// <returns>0 when the file was written, 1 when documentation is missing, 2 when an argument names nothing that exists.</returns>
    public static int Run(string assemblyPath, IReadOnlyList<string> documentationPaths, string outputPath, TextWriter output, TextWriter error)
    {
        string[] absent = [.. documentationPaths.Where(path => !Path.Exists(path))];
        if (!File.Exists(assemblyPath))
            absent = [assemblyPath, .. absent];
        foreach (string path in absent)
            error.WriteLine($"FlowservUsers.HelpGenerator : error HELP002: '{path}' does not exist.");
        if (absent.Length > 0)
            return 2;

        var cmdlets = CmdletReader.ReadAssembly(assemblyPath);
        if (cmdlets.Count == 0)
        {
            error.WriteLine($"FlowservUsers.HelpGenerator : error HELP002: '{assemblyPath}' contains no public cmdlet.");
            return 2;
        }

        var builder = new HelpTopicBuilder(DocumentationSet.Load(documentationPaths), cmdlets);
        HelpTopic[] topics = [.. cmdlets.Select(builder.Build)];
        string[] findings = [.. topics.SelectMany(CompletenessChecker.Check)];
        foreach (string finding in findings)
            error.WriteLine($"FlowservUsers.HelpGenerator : error HELP001: {finding}");
        if (findings.Length > 0)
            return 1;

        MamlDocument.Write(topics, outputPath);
        output.WriteLine($"Help for {topics.Length} cmdlets: {outputPath}");
        return 0;
    }
}
