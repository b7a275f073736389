namespace FlowservUsers.PowerShell.Tests;

/// <summary>Finds files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "FlowservUsers.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository."), path);
    }
}
