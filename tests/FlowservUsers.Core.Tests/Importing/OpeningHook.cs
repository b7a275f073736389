using System.Runtime.InteropServices;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>Does something whenever this thread has SQLite open a file without locks.</summary>
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
        if (Environment.CurrentManagedThreadId != _thread || _isActing || UriBoolean(FileName(database, "main"), "immutable", 0) == 0)
            return 0;
        _isActing = true;
        _action();
        _isActing = false;
        return 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension")]
    private static extern int AutoExtension(Opened opened);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_filename", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint FileName(nint database, string schema);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_uri_boolean", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int UriBoolean(nint fileName, string parameter, int otherwise);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_cancel_auto_extension")]
    private static extern int CancelAutoExtension(Opened opened);
}
