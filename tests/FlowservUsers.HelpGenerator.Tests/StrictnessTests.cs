using System.Xml.Linq;
using static FlowservUsers.HelpGenerator.Tests.SampleHelp;

namespace FlowservUsers.HelpGenerator.Tests;

public sealed class StrictnessTests : IDisposable
{
    private readonly SampleHelp _help = new();

    public void Dispose() => _help.Dispose();

    [Theory]
    [InlineData("T:AddSampleAccountCommand", "summary", "Add-SampleAccount: no synopsis")]
    [InlineData("T:AddSampleAccountCommand", "remarks", "Add-SampleAccount: no description")]
    [InlineData("T:AddSampleAccountCommand", "example", "Add-SampleAccount: 1 of at least 2 examples")]
    [InlineData("P:AddSampleAccountCommand.Password", "summary", "Add-SampleAccount: parameter -Password has no description; write the <summary> of FlowservUsers.HelpGenerator.Tests.AddSampleAccountCommand.Password")]
    [InlineData("T:SampleAccount", "summary", "Add-SampleAccount: output FlowservUsers.HelpGenerator.Tests.SampleAccount has no description")]
    public void Missing_documentation_is_named_with_its_cmdlet(string member, string element, string expected) =>
        AssertOnly(expected, documentation => Member(documentation, member).Element(element)!.Remove());

    [Fact]
    public void Everything_that_is_missing_is_reported_at_once_as_errors_of_the_build_and_nothing_is_written()
    {
        var (exitCode, findings) = _help.Generate(documentation =>
        {
            Member(documentation, "T:AddSampleAccountCommand").Elements("example").Remove();
            Member(documentation, "P:SampleCommand.Store").Remove();
        });

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["Add-SampleAccount: 0 of at least 2 examples", "Add-SampleAccount: parameter -Store has no description", "Clear-SampleStore: parameter -Store has no description"],
            findings.Select(finding => finding.Split("FlowservUsers.HelpGenerator : error HELP001: ")[1].Split(';')[0]));
        Assert.False(File.Exists(_help.File));
    }

    [Theory]
    [InlineData("Name", "The name.")]
    [InlineData("Name", "Gets or sets the names.")]
    [InlineData("Password", "Specifies the value of the password parameter")]
    public void A_text_that_only_repeats_the_name_of_its_parameter_is_refused(string parameter, string text) => AssertOnly(
        $"Add-SampleAccount: parameter -{parameter} only repeats its name: \"{text}\"",
        documentation => Member(documentation, $"P:AddSampleAccountCommand.{parameter}").Element("summary")!.Value = text);

    [Fact]
    public void A_description_that_is_the_synopsis_again_is_refused() => AssertOnly(
        "Clear-SampleStore: the description repeats the synopsis",
        documentation => Member(documentation, "T:ClearSampleStoreCommand").Element("remarks")!.Value = "Removes every account.");

    [Theory]
    [InlineData("<example>Only words.</example>", "Add-SampleAccount: example 1 has no <code>")]
    [InlineData("<example><code>Get-Date</code></example>", "Add-SampleAccount: example 1 has no text before its <code>")]
    public void An_example_needs_a_text_and_code(string example, string expected) =>
        AssertOnly(expected, documentation => Member(documentation, "T:AddSampleAccountCommand").Element("example")!.ReplaceWith(XElement.Parse(example)));

    [Fact]
    public void An_error_must_say_when_it_comes() => AssertOnly(
        "Add-SampleAccount: error DuplicateSample does not say when it occurs",
        documentation => Member(documentation, "T:AddSampleAccountCommand").Element("exception")!.Value = "");

    [Fact]
    public void A_path_that_does_not_exist_is_wrong_usage()
    {
        var (exitCode, findings) = _help.Generate(assembly: "none.dll");

        Assert.Equal(2, exitCode);
        Assert.Contains("'none.dll' does not exist", Assert.Single(findings), StringComparison.Ordinal);
    }

    private void AssertOnly(string expected, Action<XDocument> damage)
    {
        var (exitCode, findings) = _help.Generate(damage);
        Assert.Contains(expected, Assert.Single(findings), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
