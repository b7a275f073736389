using System.Text.RegularExpressions;
using FlowservUsers.Module.Tests.Hosting;

namespace FlowservUsers.Module.Tests;

public sealed partial class AboutTopicTests
{
    public static TheoryData<string> Topics => [.. Repository.Files(".txt").Where(path => path.StartsWith("module/en-US/about_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_has_the_sections_that_Get_Help_knows_and_fits_80_columns(string path)
    {
        var lines = Read(path).Split('\n');
        Assert.Equal(["TOPIC", "SHORT DESCRIPTION", "LONG DESCRIPTION", "EXAMPLES", "SEE ALSO"], lines.Where(line => line.Length > 0 && line[0] != ' '));
        Assert.Equal(Path.GetFileName(path), lines[1].Trim() + ".help.txt");
        Assert.DoesNotContain(lines, line => line.Length > 79);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_names_only_commands_and_topics_that_exist(string path)
    {
        var text = Read(path);
        Assert.Subset(Repository.ExportedCmdlets().ToHashSet(), Command().Matches(text).Select(match => match.Value).ToHashSet());
        var topics = Repository.Files(".txt").Select(file => Path.GetFileName(file).Replace(".help.txt", "", StringComparison.Ordinal)).ToHashSet();
        Assert.Subset(topics, Topic().Matches(text).Select(match => match.Value).ToHashSet());
    }

    [Fact]
    public async Task The_first_topic_names_each_error_that_can_be_caught()
    {
        var errors = await ChildEngine.Succeed("""
            Import-Module $Module
            [FlowservUsers.FlowservException].Assembly.GetExportedTypes() |
                Where-Object { $_.IsSubclassOf([FlowservUsers.FlowservException]) -and -not $_.IsAbstract } |
                ForEach-Object { $_.Name -replace 'Exception$' }
            """);
        var text = Read("module/en-US/about_FlowservUsers.help.txt");
        Assert.Contains("UnknownUser", errors);
        Assert.All(errors, error => Assert.Contains(error, text, StringComparison.Ordinal));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\b[A-Z][a-z]+-Flowserv\w+")]
    private static partial Regex Command();

    [GeneratedRegex(@"\babout_\w+")]
    private static partial Regex Topic();
}
