using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace FlowservUsers.Loader;

/// <summary>
/// Isolates Core (FlowservUsers.Core) and its packages from every other module, so that another version of the same package
/// can be loaded in the same process.
/// </summary>
/// <remarks>
/// Anything not listed in Core's <c>.deps.json</c>, above all FlowservUsers.Abstractions, is left to the default context: its types
/// are the ones that scripts name.
/// </remarks>
internal sealed class CoreLoadContext : AssemblyLoadContext
{
    internal const string CoreName = "FlowservUsers.Core";

    private readonly string _folder;
    private readonly AssemblyDependencyResolver _resolver;

    // The runtime asks once per imported function, not once per library.
    private readonly ConcurrentDictionary<string, nint> _libraries = new(StringComparer.Ordinal);

    internal CoreLoadContext(string folder)
        : base("FlowservUsers")
    {
        _folder = folder;
        _resolver = new AssemblyDependencyResolver(Path.Combine(folder, CoreName + ".dll"));
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => _libraries.GetOrAdd(unmanagedDllName, LoadLibrary);

    private nint LoadLibrary(string name)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(name);
        if (path is not null)
            return LoadUnmanagedDllFromPath(path);

        // A system library (libc, kernel32) is left to the runtime.
        if (NativeLibrary.TryLoad(name, out var system))
            return system;

        throw new DllNotFoundException(
            $"The native library '{name}' for {RuntimeInformation.RuntimeIdentifier} is not under '{Path.Combine(_folder, "runtimes")}'. "
            + "Reinstall the module, or use a platform that it supports.");
    }
}
