using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace FlowservUsers.Databases;

/// <summary>What a runspace remembers: who is logged in to which database. Other runspaces do not see it.</summary>
internal sealed class RunspaceState
{
    // The engine gives a runspace a new event manager when it resets it, as it does between two items of
    // ForEach-Object -Parallel and between two clients of a pool: then nobody is logged in any more.
    private static readonly ConditionalWeakTable<PSEventManager, RunspaceState> States = [];

    private readonly Dictionary<string, SecureString?> _currentKeys = [];
    private readonly HashSet<string> _warnings = [];

    /// <summary>The state of the runspace that runs now.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace.Events);

    /// <summary>Looks for the current session with a database.</summary>
    /// <param name="location">The database.</param>
    /// <param name="key">Its API key; null if nobody is logged in since a login failed.</param>
    /// <returns>False if nobody has tried to log in here.</returns>
    public bool TryGetCurrentKey(string location, out SecureString? key) => _currentKeys.TryGetValue(LocalUserService.IdentifyLocation(location), out key);

    /// <summary>The API key of the current session with a database, or null.</summary>
    public SecureString? CurrentKey(string location) => TryGetCurrentKey(location, out SecureString? key) ? key : null;

    /// <summary>Makes a session the current one; null for a login that has not succeeded: nobody is logged in, not even by the environment.</summary>
    public void SetCurrentKey(string location, SecureString? key) =>
        // A copy: the one on the object that a login returns is its owner's to dispose.
        _currentKeys[LocalUserService.IdentifyLocation(location)] = key?.Copy();

    /// <summary>Forgets the current session with a database, if it is the one of this key.</summary>
    public void ForgetCurrentKey(string location, SecureString key)
    {
        if (CurrentKey(location) is { } current && Secret.Use(current, key, AreEqual))
            _currentKeys.Remove(LocalUserService.IdentifyLocation(location));
    }

    /// <summary>Lets the environment count again after a login that failed.</summary>
    public void ForgetFailedLogin(string location)
    {
        if (TryGetCurrentKey(location, out SecureString? key) && key is null)
            _currentKeys.Remove(LocalUserService.IdentifyLocation(location));
    }

    /// <summary>True the first time that it is asked for a warning.</summary>
    public bool IsNewWarning(string warning) => _warnings.Add(warning);

    private static bool AreEqual(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(first), MemoryMarshal.AsBytes(second));
}
