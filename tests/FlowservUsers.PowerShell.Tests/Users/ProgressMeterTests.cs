using System.Globalization;
using System.Management.Automation;
using FlowservUsers.Commands;

namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class ProgressMeterTests
{
    private readonly ProgressMeter _meter = new("Counting", "counted");

    public ProgressMeterTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Fact]
    public void Nothing_is_reported_in_the_first_second_nor_more_often_than_twice_a_second()
    {
        Assert.Null(Report(0.9, 10));
        Assert.NotNull(Report(1.0, 11));
        Assert.Null(Report(1.4, 12));
        Assert.NotNull(Report(1.5, 13));
    }

    [Fact]
    public void Without_a_total_the_count_and_the_rate_are_shown()
    {
        ProgressRecord record = Report(2, 3_000)!;

        Assert.Equal("3,000 counted, 1,500.0 per second", record.StatusDescription);
        Assert.Equal(-1, record.PercentComplete);
        Assert.Equal(-1, record.SecondsRemaining);
    }

    [Fact]
    public void With_a_total_the_percentage_and_the_remaining_time_are_shown_too()
    {
        ProgressRecord record = Report(2, 50, 200)!;

        Assert.Equal("50 of 200 counted, 25.0 per second", record.StatusDescription);
        Assert.Equal(25, record.PercentComplete);
        Assert.Equal(6, record.SecondsRemaining);
    }

    [Fact]
    public void Only_a_displayed_record_is_removed()
    {
        Assert.Null(_meter.End());
        Report(1, 1);
        Assert.Equal(ProgressRecordType.Completed, _meter.End()!.RecordType);
    }

    private ProgressRecord? Report(double seconds, long count, long? total = null) =>
        _meter.Report(TimeSpan.FromSeconds(seconds), count, total);
}
