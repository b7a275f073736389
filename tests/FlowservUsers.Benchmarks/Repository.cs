namespace FlowservUsers.Benchmarks;

/// <summary>Finds what the build has made.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
    private static readonly string Root = FindRoot();

    public static string Manifest => Path.Combine(Root, "output", "FlowservUsers", "FlowservUsers.psd1");

    /// <summary>The program that starts an engine without the module.</summary>
    public static string BareEngine => Path.Combine(
        Root, "tests", "FlowservUsers.BareEngine", "bin", Output.Parent!.Name, Output.Name, "FlowservUsers.BareEngine.dll");

    private static string FindRoot()
    {
        DirectoryInfo folder = Output;
        while (!File.Exists(Path.Combine(folder.FullName, "FlowservUsers.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmarks run inside the repository.");
        return folder.FullName;
    }
}
