namespace FlowservUsers.HelpGenerator;

/// <summary>Turns a cmdlet assembly and its XML documentation into one MAML help file, or says everything that is missing.</summary>
internal static class HelpGeneration
{
    /// <summary>Generates the help file. Nothing is written unless every cmdlet is completely documented.</summary>
    /// <param name="assembly">The path of the assembly; its dependencies are beside it.</param>
    /// <param name="documentation">The folder of the XML documentation.</param>
    /// <param name="file">The help file to write; its folder is created.</param>
    /// <param name="onlineAddress">What Get-Help -Online opens; null or empty for nothing.</param>
    /// <param name="output">Takes one line that says what was written.</param>
    /// <param name="error">Takes one line for each thing that is missing, in the form that MSBuild shows as an error.</param>
    /// <returns>0 if the file was written, 1 if documentation is missing, 2 if a path does not exist.</returns>
    public static int Run(string assembly, string documentation, string file, string? onlineAddress, TextWriter output, TextWriter error)
    {
        if (new[] { assembly, documentation }.FirstOrDefault(path => !Path.Exists(path)) is { } absent)
        {
            error.WriteLine($"FlowservUsers.HelpGenerator : error HELP002: '{absent}' does not exist.");
            return 2;
        }

        IReadOnlyList<CmdletDescription> cmdlets = CmdletReader.ReadAssembly(assembly);
        var comments = new DocumentationComments(documentation, cmdlets);
        HelpTopic[] topics = [.. cmdlets.Select(cmdlet => HelpTopic.Create(cmdlet, comments))];
        string[] findings = [.. topics.SelectMany(Completeness.Check)];
        foreach (string finding in findings)
            error.WriteLine($"FlowservUsers.HelpGenerator : error HELP001: {finding}");
        if (findings.Length > 0)
            return 1;

        Maml.Write(topics, onlineAddress, file);
        output.WriteLine($"Help for {topics.Length} cmdlets: {file}");
        return 0;
    }
}
