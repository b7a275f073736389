namespace FlowservUsers.Benchmarks;

/// <summary>Finds what the build has made.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Manifest => Path.Combine(RepositoryFolder.Path, "output", "FlowservUsers", "FlowservUsers.psd1");

    /// <summary>The program that starts an engine without the module.</summary>
    public static string BareEngine => Path.Combine(
        RepositoryFolder.Path, "tests", "FlowservUsers.BareEngine", "bin", Output.Parent!.Name, Output.Name, "FlowservUsers.BareEngine.dll");
}
