using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowservUsers.Module.Tests;

public sealed partial class RepositoryTests
{
    public static TheoryData<string> Scripts => [.. Repository.Files(".ps1", ".psm1", ".psd1")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_script_parses_without_an_error(string path)
    {
        Parser.ParseFile(Path.Combine(Repository.Root, path), out _, out var errors);
        Assert.Empty(errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}"));
    }

    [Fact]
    public void The_version_is_written_in_the_manifest_alone()
    {
        var version = new Regex($@"(?<![\d.]){Regex.Escape(Repository.Version)}(?![\d.])");
        var places = Repository.Files(".psd1", ".ps1", ".cs", ".csproj", ".props", ".targets")
            .Where(path => version.IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));
        Assert.Equal(["module/FlowservUsers.psd1"], places);
    }

    [Fact]
    public void No_project_sets_a_version_of_its_own()
    {
        var projects = Repository.Files(".csproj", ".props", ".targets")
            .Where(path => VersionProperty().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));
        Assert.Equal(["Directory.Build.props"], projects);
    }

    [Fact]
    public void The_README_shows_the_picture_of_a_terminal_and_says_what_is_in_it()
    {
        var alternative = PictureOfTerminal().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups["text"].Value;
        Assert.True(alternative.Length > 40, "README.md does not show docs/terminal.svg, or does not say what is in it.");
    }

    [Fact]
    public void The_picture_of_a_terminal_is_text_with_colours_and_needs_nothing_that_pages_forbid()
    {
        var picture = XDocument.Load(Path.Combine(Repository.Root, "docs", "terminal.svg")).Root!;
        Assert.Equal(["circle", "desc", "g", "rect", "text", "title"], picture.Descendants().Select(element => element.Name.LocalName).Distinct().Order());
        Assert.DoesNotContain(picture.Descendants().Attributes(), attribute => attribute.Name.LocalName is "href" or "style" or "class");
        Assert.Contains(picture.Descendants(), element => element.Value == "Locked");
    }

    [GeneratedRegex(@"!\[(?<text>[^\]]+)\]\(docs/terminal\.svg\)")]
    private static partial Regex PictureOfTerminal();

    [GeneratedRegex("<(Version|VersionPrefix|PackageVersion|AssemblyVersion|FileVersion|InformationalVersion)>")]
    private static partial Regex VersionProperty();
}
