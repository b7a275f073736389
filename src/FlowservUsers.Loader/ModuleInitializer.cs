using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace FlowservUsers.Loader;

/// <summary>Lets the cmdlets find Core in <c>deps</c>.</summary>
/// <remarks>
/// The manifest nests this assembly so that it runs before PowerShell looks at the types of FlowservUsers.PowerShell. There is no cleanup
/// on removal: the cmdlets can't be unloaded, another runspace may still need Core, and only one assembly name is resolved.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    // One for the life of the process: once loaded, the cmdlets stay bound to the Core that they were first bound to.
    private static readonly Lazy<CoreLoadContext> Core = new(
        () => new CoreLoadContext(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps")));

    private static int Subscribed;

    /// <summary>Starts resolving Core's assembly, once, however many runspaces import the module.</summary>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref Subscribed, 1) == 0)
            AssemblyLoadContext.Default.Resolving += ResolveEngine;
    }

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == CoreLoadContext.CoreName ? Core.Value.LoadFromAssemblyName(name) : null;
}
