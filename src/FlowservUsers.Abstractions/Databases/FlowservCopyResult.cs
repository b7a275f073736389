namespace FlowservUsers;

/// <summary>What a copy of a database took over.</summary>
public sealed class FlowservCopyResult
{
    /// <summary>The path or the address of the database that was read, without a password.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>The path or the address of the database that was filled, without a password.</summary>
    public string Destination { get; internal init; } = "";

    /// <summary>How many users were copied, with their passwords.</summary>
    public long Users { get; internal init; }

    /// <summary>How many sessions were copied; their API keys stay valid.</summary>
    public long Sessions { get; internal init; }

    /// <summary>How many password reset requests were copied.</summary>
    public long PasswordResets { get; internal init; }

    /// <summary>How many counters of failed logins with unknown names were copied.</summary>
    public long LoginCounters { get; internal init; }

    /// <summary>How many settings of the policy were copied; the others have their defaults.</summary>
    public long Settings { get; internal init; }

    /// <summary>How many audit events were copied.</summary>
    public long AuditEvents { get; internal init; }

    /// <summary>True: every row was read back from the destination and equals the row of the source.</summary>
    public bool Verified { get; internal init; }

    /// <summary>What an administrator should know about the destination, such as a connection that is not encrypted.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The destination.</summary>
    /// <returns><see cref="Destination"/>.</returns>
    public override string ToString() => Destination;
}
