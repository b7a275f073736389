using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;

namespace FlowservUsers.Module.Tests;

public sealed class StagingTests
{
    private static readonly string[] ExpectedFiles =
    [
        "CHANGELOG.md",
        "FlowservUsers.Abstractions.dll",
        "FlowservUsers.Loader.dll",
        "FlowservUsers.PowerShell.dll",
        "FlowservUsers.format.ps1xml",
        "FlowservUsers.psd1",
        "FlowservUsers.types.ps1xml",
        "LICENSE",
        "THIRD-PARTY-NOTICES.txt",
        "deps/BCrypt-Net-Next.dll",
        "deps/FlowservUsers.Core.deps.json",
        "deps/FlowservUsers.Core.dll",
        "deps/Microsoft.Data.Sqlite.dll",
        "deps/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "deps/Microsoft.Extensions.Logging.Abstractions.dll",
        "deps/Npgsql.dll",
        "deps/SQLitePCLRaw.batteries_v2.dll",
        "deps/SQLitePCLRaw.core.dll",
        "deps/SQLitePCLRaw.provider.e_sqlite3.dll",
        "deps/System.Diagnostics.DiagnosticSource.dll",
        "deps/runtimes/linux-arm64/native/libe_sqlite3.so",
        "deps/runtimes/linux-musl-arm64/native/libe_sqlite3.so",
        "deps/runtimes/linux-musl-x64/native/libe_sqlite3.so",
        "deps/runtimes/linux-x64/native/libe_sqlite3.so",
        "deps/runtimes/osx-arm64/native/libe_sqlite3.dylib",
        "deps/runtimes/osx-x64/native/libe_sqlite3.dylib",
        "deps/runtimes/win-arm64/native/e_sqlite3.dll",
        "deps/runtimes/win-x64/native/e_sqlite3.dll",
        "deps/runtimes/win-x86/native/e_sqlite3.dll",
        "en-US/FlowservUsers.PowerShell.dll-Help.xml",
        "en-US/about_FlowservUsers.help.txt",
        "en-US/about_FlowservUsers_Automation.help.txt",
        "en-US/about_FlowservUsers_Databases.help.txt",
        "en-US/about_FlowservUsers_Security.help.txt",
    ];

    private static string Package => Path.Combine(Repository.Root, "output", $"FlowservUsers.{Repository.Version}.nupkg");

    [Fact]
    public void The_staged_module_holds_exactly_the_files_that_ship() =>
        Assert.Equal(ExpectedFiles, StagedFiles());

    [Fact]
    public void The_package_holds_exactly_the_staged_module_and_its_own_description()
    {
        using var package = ZipFile.OpenRead(Package);
        string[] description = ["FlowservUsers.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"];
        Assert.Equal(ExpectedFiles.Concat(description).Order(StringComparer.Ordinal), package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_packed_files_are_the_staged_ones_byte_for_byte()
    {
        using var package = ZipFile.OpenRead(Package);
        foreach (var name in ExpectedFiles)
        {
            using var packed = new MemoryStream();
            using (var entry = package.GetEntry(name)!.Open())
                entry.CopyTo(packed);
            Assert.True(packed.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Repository.StagedModule, name))), name);
        }
    }

    [Fact]
    public void The_package_describes_the_module_as_the_manifest_does()
    {
        using var package = ZipFile.OpenRead(Package);
        using var nuspec = package.GetEntry("FlowservUsers.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        var manifest = Repository.ManifestData();

        Assert.Equal("FlowservUsers", Value("id"));
        Assert.Equal(Repository.Version, Value("version"));
        Assert.Equal(manifest["Author"], Value("authors"));
        Assert.Equal(manifest["Description"], Value("description"));
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName == "dependencies");
        var tags = Value("tags").Split(' ');
        Assert.Superset(new HashSet<string> { "PSModule", "PSEdition_Core", "PSIncludes_Cmdlet" }, tags.ToHashSet());
        Assert.Equal(
            Repository.ExportedCmdlets().SelectMany(name => new[] { "PSCmdlet_" + name, "PSCommand_" + name }),
            tags.Where(tag => tag.StartsWith("PSCmdlet_", StringComparison.Ordinal) || tag.StartsWith("PSCommand_", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_package_that_ships_is_named_in_the_notices()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.StagedModule, "deps", "FlowservUsers.Core.deps.json")));
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        foreach (var target in dependencies.RootElement.GetProperty("targets").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            var name = target.Name.Split('/')[0];
            var ships = target.Value.TryGetProperty("runtime", out _) || target.Value.TryGetProperty("runtimeTargets", out _);
            if (ships && !name.StartsWith("FlowservUsers.", StringComparison.Ordinal))
                Assert.Contains(name, notices, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("FlowservUsers.Abstractions.dll")]
    [InlineData("FlowservUsers.Loader.dll")]
    [InlineData("FlowservUsers.PowerShell.dll")]
    [InlineData("deps/FlowservUsers.Core.dll")]
    public void Each_assembly_runs_on_any_processor_and_carries_the_version_of_the_manifest(string name)
    {
        var path = Path.Combine(Repository.StagedModule, name);
        using var assembly = new PEReader(File.OpenRead(path));
        Assert.Equal(CorFlags.ILOnly, assembly.PEHeaders.CorHeader!.Flags & (CorFlags.ILOnly | CorFlags.Requires32Bit));
        Assert.Equal(new Version(Repository.Version + ".0"), System.Reflection.AssemblyName.GetAssemblyName(path).Version);
    }

    private static IEnumerable<string> StagedFiles() =>
        Directory.EnumerateFiles(Repository.StagedModule, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.StagedModule, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
