namespace FlowservUsers.PowerShell.Tests;

/// <summary>Finds files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string File(string path) => Path.Combine(RepositoryFolder.Path, path);
}
