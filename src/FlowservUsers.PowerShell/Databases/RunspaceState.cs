using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace FlowservUsers.Databases;

/// <summary>What a runspace remembers: its database, and who is logged in to which. Other runspaces do not see it.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = [];

    private readonly Dictionary<string, SecureString> _currentKeys = [];
    private readonly HashSet<string> _warnings = [];

    /// <summary>The state of the runspace that runs now.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The database that Set-FlowservDatabase chose, or null.</summary>
    public string? Database { get; set; }

    /// <summary>The API key of the current session with a database, or null.</summary>
    public SecureString? CurrentKey(string location) => _currentKeys.GetValueOrDefault(LocalUserService.IdentifyLocation(location));

    public void SetCurrentKey(string location, SecureString key) => _currentKeys[LocalUserService.IdentifyLocation(location)] = key;

    /// <summary>Forgets the current session with a database, if it is the one of this key.</summary>
    public void ForgetCurrentKey(string location, SecureString key)
    {
        if (CurrentKey(location) is { } current && Secret.Use(current, key, AreEqual))
            _currentKeys.Remove(LocalUserService.IdentifyLocation(location));
    }

    private static bool AreEqual(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(first), MemoryMarshal.AsBytes(second));

    /// <summary>True the first time that it is asked for a warning.</summary>
    public bool IsNewWarning(string warning) => _warnings.Add(warning);
}
