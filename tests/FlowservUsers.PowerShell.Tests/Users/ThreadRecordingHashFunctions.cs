using System.Collections.Concurrent;
using FlowservUsers.Passwords;

namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>Hashing that remembers on which threads.</summary>
internal sealed class ThreadRecordingHashFunctions : HashFunctions
{
    private readonly ConcurrentDictionary<Thread, bool> _threads = new();

    public ICollection<Thread> Threads => _threads.Keys;

    public override string Bcrypt(string input, string salt)
    {
        _threads.TryAdd(Thread.CurrentThread, true);
        return base.Bcrypt(input, salt);
    }
}
