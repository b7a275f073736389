using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;
using FlowservUsers.HelpGenerator.Tests.Samples;
using FlowservUsers.HelpGenerator.Topics;

namespace FlowservUsers.HelpGenerator.Tests;

public sealed class StrictnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("T:AddSampleAccountCommand", "summary", "Add-SampleAccount: no synopsis")]
    [InlineData("T:AddSampleAccountCommand", "remarks", "Add-SampleAccount: no description")]
    [InlineData("T:GetSampleAccountCommand", "example", "Get-SampleAccount: 1 of at least 2 examples")]
    [InlineData("P:AddSampleAccountCommand.Password", "summary", "Add-SampleAccount: parameter -Password has no description")]
    public void Missing_help_is_reported_with_its_cmdlet(string member, string element, string expected)
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(_folder, documentation => documentation.Member(member).Element(element)!.Remove());

        AssertOnly(expected, exitCode, findings);
    }

    [Theory]
    [InlineData("<inheritdoc cref='P:FlowservUsers.HelpGenerator.Tests.Samples.SampleCommand.Store'/>", 0)]
    [InlineData("<inheritdoc cref='P:Nowhere.Nothing'/>", 1)]
    public void An_inherited_text_counts_when_there_is_one(string documentationElement, int expected)
    {
        var (exitCode, _) = SampleHelp.GenerateDamaged(
            _folder, documentation => documentation.Member("P:AddSampleAccountCommand.Password").ReplaceNodes(XElement.Parse(documentationElement)));

        Assert.Equal(expected, exitCode);
    }

    [Fact]
    public void An_inherited_parameter_without_text_is_missing_in_every_cmdlet()
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(_folder, documentation => documentation.Member("P:SampleCommand.Store").Remove());

        Assert.Equal(1, exitCode);
        Assert.Equal(3, findings.Length);
        Assert.All(findings, finding => Assert.Contains("parameter -Store has no description; write the <summary> of FlowservUsers.HelpGenerator.Tests.Samples.SampleCommand.Store", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void All_missing_help_is_reported_at_once_and_nothing_is_written()
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(_folder, documentation =>
        {
            documentation.Member("T:AddSampleAccountCommand").Elements().Remove();
            documentation.Member("P:GetSampleAccountCommand.Name").Remove();
            documentation.Member("T:SampleAccount").Element("summary")!.Remove();
        });

        Assert.Equal(1, exitCode);
        Assert.Equal(
            [
                "Add-SampleAccount: no synopsis",
                "Add-SampleAccount: no description",
                "Add-SampleAccount: 0 of at least 2 examples",
                "Add-SampleAccount: output FlowservUsers.HelpGenerator.Tests.Samples.SampleAccount has no description",
                "Get-SampleAccount: parameter -Name has no description",
            ],
            findings.Select(finding => finding.Split("HELP001: ")[1].Split(';')[0]));
        Assert.False(File.Exists(_folder.File("help.xml")));
    }

    [Fact]
    public void A_finding_is_written_so_that_the_build_shows_it_as_an_error()
    {
        var (_, findings) = SampleHelp.GenerateDamaged(_folder, documentation => documentation.Member("T:ClearSampleStoreCommand").Element("remarks")!.Remove());

        Assert.StartsWith("FlowservUsers.HelpGenerator : error HELP001: Clear-SampleStore: no description", Assert.Single(findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "The name.")]
    [InlineData("Name", "Gets or sets the names.")]
    [InlineData("Password", "Specifies the value of the password parameter")]
    [InlineData("Lifetime", "The life time")]
    public void A_text_that_only_repeats_the_name_of_its_parameter_is_refused(string parameter, string text)
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(_folder, documentation =>
        {
            var member = documentation.Member($"P:AddSampleAccountCommand.{parameter}");
            member.Elements("remarks").Remove();
            member.Element("summary")!.Value = text;
        });

        AssertOnly($"Add-SampleAccount: parameter -{parameter} only repeats its name: \"{text}\"", exitCode, findings);
    }

    [Fact]
    public void A_description_that_is_the_synopsis_again_is_refused()
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(_folder, documentation =>
        {
            var member = documentation.Member("T:ClearSampleStoreCommand");
            member.Element("remarks")!.Value = member.Element("summary")!.Value;
        });

        AssertOnly("Clear-SampleStore: the description repeats the synopsis", exitCode, findings);
    }

    [Theory]
    [InlineData("<example>Only words.</example>", "Add-SampleAccount: example 1 has no <code>")]
    [InlineData("<example><code>Get-Date</code></example>", "Add-SampleAccount: example 1 has no text before its <code>")]
    public void An_example_needs_a_text_and_code(string example, string expected)
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(
            _folder, documentation => documentation.Member("T:AddSampleAccountCommand").Element("example")!.ReplaceWith(XElement.Parse(example)));

        AssertOnly(expected, exitCode, findings);
    }

    [Fact]
    public void An_error_must_say_when_it_occurs()
    {
        var (exitCode, findings) = SampleHelp.GenerateDamaged(
            _folder, documentation => documentation.Member("T:AddSampleAccountCommand").Element("exception")!.Value = "");

        AssertOnly("Add-SampleAccount: error DuplicateSample does not say when it occurs", exitCode, findings);
    }

    [Fact]
    public void A_cmdlet_without_output_types_is_refused()
    {
        var cmdlet = CmdletReader.Read(typeof(UndocumentedSampleCommand));
        var topic = new HelpTopicBuilder(DocumentationSet.Load([]), [cmdlet]).Build(cmdlet);

        Assert.Contains(CompletenessChecker.Check(topic), finding => finding.StartsWith("Test-SampleUndocumented: no outputs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_wrong_usage()
    {
        using var errors = new StringWriter();

        int exitCode = HelpGeneration.Run(_folder.File("none.dll"), [_folder.File("none")], _folder.File("help.xml"), TextWriter.Null, errors);

        Assert.Equal(2, exitCode);
        Assert.Contains($"'{_folder.File("none.dll")}' does not exist", errors.ToString(), StringComparison.Ordinal);
    }

    private static void AssertOnly(string expected, int exitCode, string[] findings)
    {
        Assert.Contains(expected, Assert.Single(findings), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
