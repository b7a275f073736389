using FlowservUsers.Storage.Copying;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    /// <summary>Runs several reads that see the state of one moment. It is not tried again.</summary>
    protected abstract T ReadSnapshot<T>(Func<PreparedConnection, T> work, CancellationToken cancellation);

    public IReadOnlyDictionary<string, long> CopyTo(IUserStore destination, Action<double>? progress, CancellationToken cancellation)
    {
        var target = (SqlUserStore)destination;
        return ReadSnapshot(
            source => target.WriteAlone(
                connection =>
                {
                    RequireEmpty(connection, target.Location);
                    // What the destination had is the key that it was created with.
                    connection.Execute($"DELETE FROM {CopiedTable.Keys}");
                    return CopyTables(source, connection, target.Location, progress, cancellation);
                },
                cancellation),
            cancellation);
    }

    private static void RequireEmpty(PreparedConnection connection, string location)
    {
        if (CopiedTable.All.Any(table => table.Name != CopiedTable.Keys && TableRows.Count(connection, table) > 0))
            throw new DatabaseNotEmptyException(location);
    }

    private static Dictionary<string, long> CopyTables(
        PreparedConnection source, PreparedConnection target, string location, Action<double>? progress, CancellationToken cancellation)
    {
        Dictionary<string, long> counts = CopiedTable.All.ToDictionary(table => table.Name, table => TableRows.Count(source, table));
        // Each row is written once and read back once.
        var meter = new CopyMeter(2 * counts.Values.Sum(), progress, cancellation);
        foreach (CopiedTable table in CopiedTable.All)
        {
            using var given = new CopyDigest();
            using var found = new CopyDigest();
            TableRows.Write(target, table, meter.Count(TableRows.Read(source, table), given));
            foreach (object[] _ in meter.Count(TableRows.Read(target, table), found))
            {
            }
            if (!given.Finish().AsSpan().SequenceEqual(found.Finish()))
                throw new DatabaseUnavailableException(location, $"The table {table.Name} read back differently from what was written, so nothing was copied. Check the disk and the server.");
        }
        return counts;
    }
}
