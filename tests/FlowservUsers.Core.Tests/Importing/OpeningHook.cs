using System.Runtime.InteropServices;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>Does something whenever this thread has SQLite open a connection.</summary>
internal sealed class OpeningHook : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Opened _opened;
    private readonly Action _action;
    private bool _isActing;

    public OpeningHook(Action action)
    {
        (_action, _opened) = (action, Act);
        Assert.Equal(0, AutoExtension(_opened));
    }

    private delegate int Opened(nint database, nint message, nint routines);

    public void Dispose()
    {
        Assert.Equal(1, CancelAutoExtension(_opened));
        GC.KeepAlive(_opened);
    }

    private int Act(nint database, nint message, nint routines)
    {
        if (Environment.CurrentManagedThreadId != _thread || _isActing)
            return 0;
        _isActing = true;
        _action();
        _isActing = false;
        return 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension")]
    private static extern int AutoExtension(Opened opened);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_cancel_auto_extension")]
    private static extern int CancelAutoExtension(Opened opened);
}
