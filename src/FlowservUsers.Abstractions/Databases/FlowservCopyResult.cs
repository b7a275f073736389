namespace FlowservUsers;

/// <summary>What was copied from one database to another.</summary>
public sealed class FlowservCopyResult
{
    /// <summary>The path or the address of the database that was read, without a password.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>The path or address of the destination database, without a password.</summary>
    public string Destination { get; internal init; } = "";

    /// <summary>The number of users copied, with their passwords.</summary>
    public long Users { get; internal init; }

    /// <summary>The number of sessions copied; their API keys stay valid.</summary>
    public long Sessions { get; internal init; }

    /// <summary>The number of password reset requests copied.</summary>
    public long PasswordResets { get; internal init; }

    /// <summary>The number of counters of failed logins with unknown names copied.</summary>
    public long LoginCounters { get; internal init; }

    /// <summary>The number of policy settings copied; the others have their defaults.</summary>
    public long Settings { get; internal init; }

    /// <summary>The number of audit events copied.</summary>
    public long AuditEvents { get; internal init; }

    /// <summary>True: every row was read back from the destination and equals the row in the source.</summary>
    public bool Verified { get; internal init; }

    /// <summary>What an administrator should know about the destination, such as a connection that is not encrypted.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The destination.</summary>
    /// <returns><see cref="Destination"/>.</returns>
    public override string ToString() => Destination;
}
