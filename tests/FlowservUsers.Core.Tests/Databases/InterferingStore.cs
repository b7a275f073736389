using System.Reflection;
using FlowservUsers.Storage;

namespace FlowservUsers.Core.Tests.Databases;

/// <summary>A store to which something happens right before it is copied.</summary>
// Not sealed: the proxy that is made at run time derives from it.
#pragma warning disable CA1852
internal class InterferingStore : DispatchProxy
#pragma warning restore CA1852
{
    private IUserStore? _store;
    private Action? _beforeCopy;

    public static IUserStore Around(IUserStore store, Action beforeCopy)
    {
        IUserStore proxy = Create<IUserStore, InterferingStore>();
        var interfering = (InterferingStore)(object)proxy;
        (interfering._store, interfering._beforeCopy) = (store, beforeCopy);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IUserStore.CopyTo))
            _beforeCopy!();
        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
