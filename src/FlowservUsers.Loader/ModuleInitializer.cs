using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace FlowservUsers.Loader;

/// <summary>
/// Lets the cmdlets find the engine in <c>deps</c> for as long as a runspace has the module imported.
/// </summary>
/// <remarks>
/// The manifest nests this assembly so that it runs before PowerShell looks at the types of FlowservUsers.PowerShell.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Gate = new();
    private static EngineLoadContext? Engine;
    private static int Imports;

    /// <summary>Starts answering for the engine's assembly.</summary>
    public void OnImport()
    {
        lock (Gate)
        {
            if (Imports++ == 0)
                AssemblyLoadContext.Default.Resolving += ResolveEngine;
        }
    }

    /// <summary>Stops answering when the last runspace that had the module has removed it.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (Gate)
        {
            if (Imports > 0 && --Imports == 0)
                AssemblyLoadContext.Default.Resolving -= ResolveEngine;
        }
    }

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name != EngineLoadContext.EngineName)
            return null;

        lock (Gate)
        {
            // One for the life of the process: the cmdlets, once loaded, stay bound to the engine they met first.
            Engine ??= new EngineLoadContext(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps"));
            return Engine.LoadFromAssemblyName(name);
        }
    }
}
