using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Says how far a long operation is: nothing in its first second, then twice a second at most.</summary>
/// <param name="activity">What is being done.</param>
/// <param name="done">The participle of what has been done.</param>
internal sealed class ProgressMeter(string activity, string done)
{
    private static readonly TimeSpan FirstReport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private TimeSpan? _last;

    /// <summary>The record to be written now, or null for none.</summary>
    /// <param name="elapsed">The time since the start.</param>
    /// <param name="count">How many items are done.</param>
    /// <param name="total">How many there are, or null if that is not known.</param>
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

    /// <summary>The record that takes the display away, or null if there is none to take away.</summary>
    public ProgressRecord? End() => _last is null
        ? null
        : new ProgressRecord(activityId: 0, activity, done) { RecordType = ProgressRecordType.Completed };
}
