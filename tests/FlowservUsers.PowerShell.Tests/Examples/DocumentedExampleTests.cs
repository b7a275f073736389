namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>The examples of the help, the topics and the README do what they say when they are typed as they stand.</summary>
public sealed class DocumentedExampleTests
{
    public static TheoryData<string> Names => [.. ExampleRun.Names(usingEnvironment: false)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_runs_as_it_is_written(string name) => ExampleRun.Check(name);

    [Fact]
    public void Every_cmdlet_every_topic_and_the_README_have_examples()
    {
        IEnumerable<string> sources = DocumentedExamples.All.Keys.Select(name => name.Split(": ")[0].Split(" example ")[0]).Distinct();
        string[] cmdlets = [.. typeof(Commands.FlowservCommand).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(System.Management.Automation.CmdletAttribute), inherit: false))
            .Cast<System.Management.Automation.CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")];
        IEnumerable<string?> topics = Directory.EnumerateFiles(Repository.File("module/en-US")).Select(path => Path.GetFileName(path).Split('.')[0]);

        Assert.Equal(cmdlets.Concat(topics!).Append("README.md").Order(), sources.Order());
    }

    [Fact]
    public void What_is_known_of_an_example_is_of_one_that_exists()
    {
        string[] known = [.. ExampleNotes.Preparations.Keys, .. ExampleNotes.Proofs.Keys, .. ExampleNotes.LeftOut.Select(entry => entry.Key)];
        Assert.Subset(DocumentedExamples.All.Keys.ToHashSet(), known.ToHashSet());
    }

    [Fact]
    public void Only_commands_that_need_a_server_or_build_the_module_are_left_out()
    {
        foreach (IGrouping<string, string> leftOut in ExampleNotes.LeftOut)
        {
            Example example = DocumentedExamples.All[leftOut.Key];
            Assert.Subset(ExampleRun.Statements(example).ToHashSet(), leftOut.ToHashSet());
            Assert.Matches("postgresql://|build.ps1", example.Code);
        }
    }
}
