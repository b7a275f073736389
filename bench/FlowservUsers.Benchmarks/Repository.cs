namespace FlowservUsers.Benchmarks;

/// <summary>Finds what the build has made.</summary>
internal static class Repository
{
    public static string Manifest => Path.Combine(RepositoryFolder.Path, "output", "FlowservUsers", "FlowservUsers.psd1");
}
