using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace FlowservUsers.Module.Tests;

/// <summary>Where things are in the repository, and what its manifest says.</summary>
internal static partial class Repository
{
    internal static string Root { get; } = RepositoryFolder.Path;

    internal static string StagedModule { get; } = Path.Combine(Root, "output", "FlowservUsers");

    internal static string Manifest { get; } = Path.Combine(Root, "module", "FlowservUsers.psd1");

    internal static string Version { get; } = ModuleVersion().Match(File.ReadAllText(Manifest)).Groups[1].Value;

    /// <summary>The files that are kept in the repository, as relative paths with forward slashes.</summary>
    internal static IEnumerable<string> Files(params string[] extensions) =>
        from path in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !BuildOutput().IsMatch(relative) && extensions.Contains(Path.GetExtension(path))
        select relative;

    internal static IReadOnlyList<string> ExportedCmdlets() =>
        [.. ((IEnumerable<object>)ManifestData()["CmdletsToExport"]!).Cast<string>()];

    internal static System.Collections.Hashtable ManifestData()
    {
        var script = Parser.ParseFile(Manifest, out _, out _);
        return (System.Collections.Hashtable)script.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }

    [GeneratedRegex(@"ModuleVersion\s*=\s*'([0-9.]+)'")]
    private static partial Regex ModuleVersion();

    [GeneratedRegex("(^|/)(bin|obj|output|artifacts|TestResults|BenchmarkDotNet.Artifacts|\\.git|\\.vs)(/|$)")]
    private static partial Regex BuildOutput();
}
