using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Users;

/// <summary>Hashing in which a number of threads wait for one another, so that fewer never come to an end.</summary>
internal sealed class MeetingHashFunctions(int participants) : HashFunctions, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Barrier _barrier = new(participants);
    private readonly object _counting = new();
    private int _now;

    public bool AllMet { get; private set; } = true;

    public int MostAtOnce { get; private set; }

    public override string Bcrypt(string input, string salt)
    {
        lock (_counting)
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        bool met = _barrier.SignalAndWait(Patience);
        string hash = base.Bcrypt(input, salt);
        lock (_counting)
        {
            _now--;
            AllMet &= met;
        }
        return hash;
    }

    public void Dispose() => _barrier.Dispose();
}
