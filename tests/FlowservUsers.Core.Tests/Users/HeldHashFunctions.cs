using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Users;

/// <summary>Hashing that waits until a test lets it go on.</summary>
/// <param name="passing">How many hashes are made before one waits.</param>
internal sealed class HeldHashFunctions(int passing = 0) : HashFunctions, IDisposable
{
    private int _begun;

    private readonly ManualResetEventSlim _released = new();

    /// <summary>Set when a hash waits.</summary>
    public ManualResetEventSlim Entered { get; } = new();

    public void Release() => _released.Set();

    public override string Bcrypt(string input, string salt)
    {
        if (Interlocked.Increment(ref _begun) > passing)
        {
            Entered.Set();
            _released.Wait();
        }
        return base.Bcrypt(input, salt);
    }

    // A thread may still wait for these; the collector takes them.
    public void Dispose() => Release();
}
