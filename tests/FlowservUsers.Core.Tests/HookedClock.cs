namespace FlowservUsers.Core.Tests;

/// <summary>A clock that does something when it is looked at for the first time: between what an operation reads and what it writes.</summary>
internal sealed class HookedClock(TimeProvider clock, Action atFirstLook) : TimeProvider
{
    private Action? _atFirstLook = atFirstLook;

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Exchange(ref _atFirstLook, null)?.Invoke();
        return clock.GetUtcNow();
    }
}
