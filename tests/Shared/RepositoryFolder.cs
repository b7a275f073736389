namespace FlowservUsers.Tests;

/// <summary>The folder of the repository that a program of tests was built in.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "FlowservUsers.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder.FullName;
    }
}
