namespace FlowservUsers.Shell;

/// <summary>Finds the module that belongs to this program.</summary>
internal static class ModuleLocator
{
    private const string ManifestName = "FlowservUsers.psd1";

    /// <summary>The path of the manifest: in <paramref name="folder"/> if given, else beside the program, else in the staging folder of the repository around it.</summary>
    /// <exception cref="ModuleUnavailableException">There is no manifest in any of these.</exception>
    public static string Find(string? folder)
    {
        if (folder is not null)
        {
            string given = Path.GetFullPath(Path.Combine(folder, ManifestName));
            return File.Exists(given) ? given : throw new ModuleUnavailableException($"There is no FlowservUsers module: '{given}' does not exist.");
        }

        string beside = Path.Combine(AppContext.BaseDirectory, "FlowservUsers", ManifestName);
        if (File.Exists(beside))
            return beside;
        for (DirectoryInfo? parent = new(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            string staged = Path.Combine(parent.FullName, "output", "FlowservUsers", ManifestName);
            if (File.Exists(staged))
                return staged;
        }

        throw new ModuleUnavailableException(
            $"The FlowservUsers module was found neither as '{beside}' nor as 'output/FlowservUsers' in a folder above. Build the solution first (dotnet build), or name its folder with -ModulePath.");
    }
}
