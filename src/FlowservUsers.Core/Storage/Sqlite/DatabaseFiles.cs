namespace FlowservUsers.Storage.Sqlite;

/// <summary>Which files the names of a database, its -wal and its -shm led to at some moment.</summary>
internal sealed class DatabaseFiles
{
    private readonly byte[][] _paths;
    private readonly UnixFileFacts?[] _facts;

    /// <summary>Looks at the files.</summary>
    /// <param name="path">The path that the database was asked for by.</param>
    /// <param name="realPath">The path that links lead to, which the other names are made of.</param>
    public DatabaseFiles(string path, string realPath)
    {
        _paths = [UnixFileFacts.Encode(path), UnixFileFacts.Encode(realPath + "-wal"), UnixFileFacts.Encode(realPath + "-shm")];
        _facts = Array.ConvertAll(_paths, UnixFileFacts.Read);
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

    /// <summary>The database, if the system reports such facts.</summary>
    public UnixFileFacts? Database => _facts[0];

    /// <summary>Compares the files at the names with those that were there.</summary>
    public State Check()
    {
        State state = State.Unchanged;
        for (int index = 0; index < _paths.Length; index++)
        {
            // A missing file may have appeared since: the log of another process.
            if (_facts[index] is not { } before)
                continue;
            UnixFileFacts? now = UnixFileFacts.Read(_paths[index]);
            if (now?.IsSameFile(before) == true)
                continue;
            if (index == 0)
                return State.DatabaseReplaced;
            state = now is null && state != State.SideFileReplaced ? State.SideFileRemoved : State.SideFileReplaced;
        }
        return state;
    }
}
