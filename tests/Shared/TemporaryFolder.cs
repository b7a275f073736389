namespace FlowservUsers.Tests;

/// <summary>A separate folder for a test, removed with all its contents.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowserv-users-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The path of a file or a folder in it.</summary>
    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Copies a folder with everything in it.</summary>
    /// <returns>The copy.</returns>
    public string CopyOf(string folder)
    {
        string copy = File(System.IO.Path.GetFileName(folder));
        foreach (string source in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(folder, source));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(source, target);
        }
        return copy;
    }
}
