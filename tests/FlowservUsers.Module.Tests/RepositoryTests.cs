using System.Management.Automation.Language;
using System.Text.RegularExpressions;

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

    [GeneratedRegex("<(Version|VersionPrefix|PackageVersion|AssemblyVersion|FileVersion|InformationalVersion)>")]
    private static partial Regex VersionProperty();
}
