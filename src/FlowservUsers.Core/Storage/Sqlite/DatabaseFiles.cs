namespace FlowservUsers.Storage.Sqlite;

/// <summary>Which files the names of a database, its -wal and its -shm led to at some moment.</summary>
internal sealed class DatabaseFiles
{
    private readonly Func<FileIdentity?>[] _read;
    private readonly FileIdentity?[] _found;

    /// <summary>Looks at the files.</summary>
    /// <param name="path">The path that the database was asked for by.</param>
    /// <param name="realPath">The path that links lead to, which the other names are made of.</param>
    public DatabaseFiles(string path, string realPath)
    {
        _read = Array.ConvertAll([path, realPath + "-wal", realPath + "-shm"], FileIdentity.Reader);
        _found = Array.ConvertAll(_read, read => read());
    }

    /// <summary>What became of the names since.</summary>
    public enum State
    {
        /// <summary>They lead where they led.</summary>
        Unchanged,

        /// <summary>The database was moved, deleted or replaced.</summary>
        DatabaseReplaced,

        /// <summary>The -wal or the -shm was deleted, and the database is where it was.</summary>
        SideFileRemoved,

        /// <summary>The -wal or the -shm is another one, and the database is where it was.</summary>
        SideFileReplaced,
    }

    /// <summary>The database, if the system reports which file it is.</summary>
    public FileIdentity? Database => _found[0];

    /// <summary>Compares the files at the names with those that were there.</summary>
    public State Check()
    {
        State state = State.Unchanged;
        for (int index = 0; index < _read.Length; index++)
        {
            // A missing file may have appeared since: the log of another process.
            if (_found[index] is not { } before)
                continue;
            FileIdentity? now = _read[index]();
            if (now == before)
                continue;
            if (index == 0)
                return State.DatabaseReplaced;
            state = now is null && state != State.SideFileReplaced ? State.SideFileRemoved : State.SideFileReplaced;
        }
        return state;
    }
}
