using System.Text;

namespace FlowservUsers.Storage.Sql;

/// <summary>
/// The operations in plain SQL that every supported database understands. The differences, connections, transactions
/// and errors, are left to the derived classes.
/// </summary>
internal abstract partial class SqlUserStore : IUserStore
{
    // The first page is short, so that the first object appears at once.
    private const int FirstPage = 100;
    private const int LaterPages = 1000;

    public abstract string Location { get; }

    public abstract IReadOnlyList<string> Warnings { get; }

    public abstract bool IsStale { get; }

    public abstract void Backup(string destination, bool overwrite, Action<double>? progress, CancellationToken cancellation);

    public abstract void Dispose();

    public virtual void DiscardIfUnused()
    {
        // Only a file is created in passing.
    }

    /// <summary>Runs a read on its own connection.</summary>
    protected abstract T Read<T>(Func<PreparedConnection, T> work, CancellationToken cancellation);

    /// <summary>
    /// Runs reads and writes in one transaction. Each statement sees what others have committed before it, and no row
    /// that was changed or locked is changed by others until the end; if a database allows one writer at a time, nothing is.
    /// </summary>
    protected abstract T Write<T>(Func<PreparedConnection, T> work, CancellationToken cancellation);

    /// <summary>Runs reads and writes in one transaction serializably with others of this kind.</summary>
    protected abstract T WriteAlone<T>(Func<PreparedConnection, T> work, CancellationToken cancellation);

    /// <summary>Runs a write that nobody waits for: false if it cannot be done at once.</summary>
    protected abstract bool TryWriteNow(Action<PreparedConnection> work);

    /// <summary>Runs writes that return nothing in one transaction.</summary>
    protected void Write(Action<PreparedConnection> work, CancellationToken cancellation) => Write(Returning(work), cancellation);

    /// <summary>Runs writes that return nothing serializably with others of this kind.</summary>
    protected void WriteAlone(Action<PreparedConnection> work, CancellationToken cancellation) => WriteAlone(Returning(work), cancellation);

    private static Func<PreparedConnection, bool> Returning(Action<PreparedConnection> work) => connection =>
    {
        work(connection);
        return true;
    };

    /// <summary>Reads page after page; no statement stays open while the caller works on a page.</summary>
    /// <param name="page">Reads a page after the last row of the page before (the default value at first).</param>
    /// <param name="compare">Compares rows in the order of the pages.</param>
    private IEnumerable<T> ReadPages<T>(Func<PreparedConnection, T?, int, List<T>> page, Comparison<T> compare, CancellationToken cancellation)
    {
        T? last = default;
        for (int size = FirstPage; ; size = LaterPages)
        {
            T? after = last;
            int limit = size;
            bool isFirst = size == FirstPage;
            List<T> rows = Read(
                connection =>
                {
                    List<T> found = page(connection, after, limit);
                    // In a damaged file what comes after a row can lead back to it, and the listing would have no end.
                    if (!isFirst && found.Count > 0 && compare(found[^1], after!) <= 0)
                        throw new FormatException("The rows are not in order.");
                    return found;
                },
                cancellation);
            foreach (T row in rows)
                yield return row;
            if (rows.Count < limit)
                yield break;
            last = rows[^1];
        }
    }

    /// <summary>Compares text in the order of its code points, as the databases do.</summary>
    private static int CompareKeys(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
