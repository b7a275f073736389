using System.Management.Automation;

namespace FlowservUsers.Shell;

/// <summary>Shows the newest progress record on one line, which is wiped before anything else is written.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private long _lastShown;
    private int _shownLength;

    public void Show(ProgressRecord record)
    {
        if (!Terminal.ShowsProgress)
            return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        // More often than this is unreadable and costs time.
        if (_lastShown != 0 && TimeProvider.System.GetElapsedTime(_lastShown) < Interval)
            return;
        _lastShown = TimeProvider.System.GetTimestamp();
        string text = Describe(record);
        text = text[..Math.Min(text.Length, Terminal.Width - 1)];
        Console.Out.Write('\r' + text.PadRight(_shownLength));
        _shownLength = text.Length;
    }

    public void Clear()
    {
        if (_shownLength == 0)
            return;
        Console.Out.Write('\r' + new string(' ', _shownLength) + '\r');
        _shownLength = 0;
        _lastShown = 0;
    }

    private static string Describe(ProgressRecord record)
    {
        string text = record.Activity;
        if (record.PercentComplete >= 0)
            text += $" {record.PercentComplete} %";
        text += $", {record.StatusDescription}";
        if (!string.IsNullOrEmpty(record.CurrentOperation))
            text += $", {record.CurrentOperation}";
        if (record.SecondsRemaining >= 0)
            text += $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left";
        return text.ReplaceLineEndings(" ");
    }
}
