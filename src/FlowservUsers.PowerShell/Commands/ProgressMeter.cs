using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Reports the progress of a long operation: nothing in the first second, then at most twice a second.</summary>
/// <param name="activity">What is being done.</param>
/// <param name="done">The participle for what has been done.</param>
internal sealed class ProgressMeter(string activity, string done)
{
    private static readonly TimeSpan FirstReport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private TimeSpan? _last;

    /// <summary>The record to write now, or null for none.</summary>
    /// <param name="elapsed">The time since the start.</param>
    /// <param name="count">How many items are done.</param>
    /// <param name="total">How many there are, or null if not known.</param>
    public ProgressRecord? Report(TimeSpan elapsed, long count, long? total)
    {
        if (elapsed < (_last + Interval ?? FirstReport))
            return null;

        _last = elapsed;
        double rate = count / elapsed.TotalSeconds;
        string ofTotal = total is null ? "" : $" of {total:N0}";
        var record = new ProgressRecord(activityId: 0, activity, $"{count:N0}{ofTotal} {done}, {rate:N1} per second");
        if (total > 0)
            record.PercentComplete = (int)(100 * count / total.Value);
        if (total is not null && count > 0)
            record.SecondsRemaining = (int)Math.Min(Math.Ceiling((total.Value - count) / rate), int.MaxValue);
        return record;
    }

    /// <summary>The record that removes the display, or null if nothing is displayed.</summary>
    public ProgressRecord? End() => _last is null
        ? null
        : new ProgressRecord(activityId: 0, activity, done) { RecordType = ProgressRecordType.Completed };
}
