using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace FlowservUsers.Databases;

/// <summary>What a runspace remembers: who is logged in to which database. Other runspaces cannot see it.</summary>
internal sealed class RunspaceState
{
    // PowerShell gives a runspace a new event manager when it resets it, between two items of ForEach-Object -Parallel or two
    // clients of a pool; from then on nobody is logged in.
    private static readonly ConditionalWeakTable<PSEventManager, RunspaceState> States = [];

    private readonly Dictionary<string, SecureString?> _currentKeys = [];
    private readonly HashSet<string> _warnings = [];

    /// <summary>The state of the running runspace.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace.Events);

    /// <summary>Finds the current session with a database.</summary>
    /// <param name="location">The database.</param>
    /// <param name="key">Its API key; null if nobody is logged in since a login failed.</param>
    /// <returns>False if nobody has tried to log in here.</returns>
    public bool TryGetCurrentKey(string location, out SecureString? key) => _currentKeys.TryGetValue(LocalUserService.IdentifyLocation(location), out key);

    /// <summary>The API key of the current session with a database, or null.</summary>
    public SecureString? CurrentKey(string location) => TryGetCurrentKey(location, out SecureString? key) ? key : null;

    /// <summary>Makes a session the current one; null after a failed login: then nobody is logged in, not even through the environment.</summary>
    public void SetCurrentKey(string location, SecureString? key) =>
        // A copy, because the owner of the object that a login returns may dispose of the one on it.
        _currentKeys[LocalUserService.IdentifyLocation(location)] = key?.Copy();

    /// <summary>Forgets the current session with a database if it has this key.</summary>
    public void ForgetCurrentKey(string location, SecureString key)
    {
        if (CurrentKey(location) is { } current && Secret.Use(current, key, AreEqual))
            _currentKeys.Remove(LocalUserService.IdentifyLocation(location));
    }

    /// <summary>Lets the environment variable be used again after a failed login.</summary>
    public void ForgetFailedLogin(string location)
    {
        if (TryGetCurrentKey(location, out SecureString? key) && key is null)
            _currentKeys.Remove(LocalUserService.IdentifyLocation(location));
    }

    /// <summary>True the first time a warning is asked for.</summary>
    public bool IsNewWarning(string warning) => _warnings.Add(warning);

    private static bool AreEqual(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(first), MemoryMarshal.AsBytes(second));
}
