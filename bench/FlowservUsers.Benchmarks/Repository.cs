namespace FlowservUsers.Benchmarks;

/// <summary>Finds the output of the build.</summary>
internal static class Repository
{
    public static string Manifest => Path.Combine(RepositoryFolder.Path, "output", "FlowservUsers", "FlowservUsers.psd1");
}
