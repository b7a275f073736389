namespace FlowservUsers;

/// <summary>What a copy of a database took over.</summary>
public sealed class FlowservCopyResult
{
    /// <summary>The path or the address of the database that was read, without a password.</summary>
    public required string Source { get; init; }

    /// <summary>The path or the address of the database that was filled, without a password.</summary>
    public required string Destination { get; init; }

    /// <summary>How many users were copied, with their passwords.</summary>
    public required long Users { get; init; }

    /// <summary>How many sessions were copied; their API keys stay valid.</summary>
    public required long Sessions { get; init; }

    /// <summary>How many password reset requests were copied.</summary>
    public required long PasswordResets { get; init; }

    /// <summary>How many counters of failed logins with unknown names were copied.</summary>
    public required long LoginCounters { get; init; }

    /// <summary>How many settings of the policy were copied; the others have their defaults.</summary>
    public required long Settings { get; init; }

    /// <summary>How many audit events were copied.</summary>
    public required long AuditEvents { get; init; }

    /// <summary>True: every row was read back from the destination and equals the row of the source.</summary>
    public required bool Verified { get; init; }

    /// <summary>What an administrator should know about the destination, such as a connection that is not encrypted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The destination.</summary>
    /// <returns><see cref="Destination"/>.</returns>
    public override string ToString() => Destination;
}
