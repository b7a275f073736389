namespace FlowservUsers.Reliability;

/// <summary>A clock that is set, also back.</summary>
internal sealed class MovableClock : TimeProvider
{
    public DateTimeOffset Time { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Time;
}
