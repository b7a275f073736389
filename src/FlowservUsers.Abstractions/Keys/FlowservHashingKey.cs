namespace FlowservUsers;

/// <summary>A description of a key that passwords are hashed with, never the key itself.</summary>
public sealed record FlowservHashingKey
{
    /// <summary>Identifies the key: 16 hexadecimal digits, derived from the key without revealing it.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>Whether new hashes are made with it.</summary>
    public bool IsCurrent { get; internal init; }

    /// <summary>Whether it is kept in the database. If so, anyone who has the database or a backup also has the key.</summary>
    public bool IsInDatabase { get; internal init; }

    /// <summary>The file that it was found in; null for a key in the database, and for one that was not found.</summary>
    public string? File { get; internal init; }

    /// <summary>Whether it is available: in the database, or in a file that was found.</summary>
    public bool IsFound => IsInDatabase || File is not null;

    /// <summary>Where it is kept, as text: "in the database", the file, or "not found".</summary>
    public string KeptIn => IsInDatabase ? "in the database" : File ?? "not found";

    /// <summary>The number of users who have a hash that was made with it; null for a key that is prepared in a file.</summary>
    public long? Users { get; internal init; }

    /// <summary>When the database started using it (UTC); null for a key that is prepared in a file.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>The identifier, and where the key is kept.</summary>
    /// <returns>Such as "0123456789abcdef (in the database)".</returns>
    public override string ToString() => $"{Id} ({KeptIn})";
}
