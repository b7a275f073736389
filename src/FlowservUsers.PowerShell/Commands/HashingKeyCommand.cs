using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works on the hashing keys of a database.</summary>
public abstract class HashingKeyCommand : DatabaseCommand
{
    private const string KeyVariable = "FLOWSERV_KEY_FILE";

    /// <summary>What is piped in: nothing that the command could use.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [DroppedInput]
    public object? Piped { get; set; }

    /// <summary>The full path of a key file that was given, or null for none.</summary>
    private protected string? FullPath(string? keyFile) =>
        string.IsNullOrEmpty(keyFile) ? null : DatabaseChoice.ResolveFile(keyFile, SessionState);

    /// <summary>Refuses what is piped in.</summary>
    private protected override void Process()
    {
        if (Piped is not null)
            throw UnusableInput();
    }

    /// <summary>Writes the keys as they are now, and warns about those that another process would not find.</summary>
    private protected void WriteKeys(Func<FlowservHashingKey, bool> isMeant, string? keyFile)
    {
        if (!TryRun(() => Service.HashingKeys.List(StopToken), out IReadOnlyList<FlowservHashingKey>? keys))
            return;
        if (keyFile is not null && keys.Any(key => !key.IsFound))
            WriteWarning($"The key in '{keyFile}' will not be found yet. {Remedy(keyFile)}");
        WriteObject(keys.Where(isMeant), enumerateCollection: true);
    }

    private static string Remedy(string keyFile) => EnvironmentValue.Read(KeyVariable) is { } named
        ? $"For every process that logs users in, add its lines to the file that {KeyVariable} names, '{named}'."
        : $"For every process that logs users in, set $env:{KeyVariable} = '{keyFile.Replace("'", "''", StringComparison.Ordinal)}'";
}
