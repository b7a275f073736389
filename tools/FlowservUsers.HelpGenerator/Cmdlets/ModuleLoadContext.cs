using System.Reflection;
using System.Runtime.Loader;

namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>Loads a cmdlet assembly with what lies beside it or under <c>deps</c>; the engine itself comes from this program.</summary>
internal sealed class ModuleLoadContext(string assemblyPath) : AssemblyLoadContext(nameof(ModuleLoadContext))
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!;

    public Assembly LoadModule() => LoadFromAssemblyPath(Path.GetFullPath(assemblyPath));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // A second copy of the engine would make every attribute a stranger to the one that reads it.
        if (assemblyName.Name is "System.Management.Automation")
            return null;

        string[] candidates =
        [
            Path.Combine(_folder, assemblyName.Name + ".dll"),
            Path.Combine(_folder, "deps", assemblyName.Name + ".dll"),
        ];
        return candidates.FirstOrDefault(File.Exists) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
