using FlowservUsers.Importing;

namespace FlowservUsers.Core.Tests.Importing;

public sealed class LocalExpiryTests
{
    [Theory]
    [InlineData("2026-01-15T12:00:00", "2026-01-15T11:00:00Z")]
    [InlineData("2026-07-15T12:00:00", "2026-07-15T10:00:00Z")]
    [InlineData("2026-07-15T12:00:00.5", "2026-07-15T10:00:00.5Z")]
    [InlineData("2026-07-15T12:00:00.123456", "2026-07-15T10:00:00.123456Z")]
    public void A_time_with_or_without_a_fraction_is_read_in_its_time_zone(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), Read(text));

    [Fact]
    public void A_time_that_occurs_twice_is_read_as_its_first_occurrence() =>
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), Read("2026-10-25T02:30:00"));

    [Fact]
    public void A_skipped_time_is_read_as_if_the_clock_had_not_been_put_forward() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), Read("2026-03-29T02:30:00"));

    [Theory]
    [InlineData("9999-12-31T23:59:59.999999")]
    [InlineData("0001-01-01T00:00:00")]
    public void A_time_at_the_end_of_the_calendar_is_read(string text) => Assert.NotNull(Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30T12:00:00")]
    [InlineData("2026-02-03 12:00")]
    public void Anything_else_is_not_a_time(string? text) => Assert.Null(Read(text));

    private static DateTimeOffset? Read(string? text) => LocalExpiry.Parse(text, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
}
