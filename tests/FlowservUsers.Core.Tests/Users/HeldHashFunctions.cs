using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Users;

/// <summary>Hashing that waits until a test lets it go on.</summary>
internal sealed class HeldHashFunctions : HashFunctions, IDisposable
{
    private readonly ManualResetEventSlim _released = new();

    /// <summary>Set when a hash has begun.</summary>
    public ManualResetEventSlim Entered { get; } = new();

    public void Release() => _released.Set();

    public override string Bcrypt(string input, string salt)
    {
        Entered.Set();
        _released.Wait();
        return base.Bcrypt(input, salt);
    }

    // A thread may still wait for these; the collector takes them.
    public void Dispose() => Release();
}
