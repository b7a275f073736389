namespace FlowservUsers.Storage.Copying;

/// <summary>Counts the copied rows, reports progress, and stops when the caller asks to.</summary>
internal sealed class CopyMeter(long expected, Action<double>? progress, CancellationToken cancellation)
{
    private const int RowsBetweenReports = 1000;

    private long _passed;

    public IEnumerable<object[]> Count(IEnumerable<object[]> rows, CopyDigest digest)
    {
        foreach (object[] row in rows)
        {
            if (_passed++ % RowsBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(Math.Min(1, _passed / (double)expected));
            }
            digest.Add(row);
            yield return row;
        }
    }
}
