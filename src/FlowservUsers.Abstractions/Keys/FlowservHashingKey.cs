namespace FlowservUsers;

/// <summary>A key that passwords are hashed with, as an administrator sees it: never the key itself.</summary>
public sealed record FlowservHashingKey
{
    /// <summary>Tells keys apart: 16 hexadecimal digits, which are derived from the key and tell nothing of it.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>Whether new hashes are made with it.</summary>
    public bool IsCurrent { get; internal init; }

    /// <summary>Whether it is kept in the database. Whoever has the database or a backup has the key too then.</summary>
    public bool IsInDatabase { get; internal init; }

    /// <summary>The file that it was found in; null for a key in the database, and for one that was not found.</summary>
    public string? File { get; internal init; }

    /// <summary>Whether it is there: in the database, or in a file that was found.</summary>
    public bool IsFound => IsInDatabase || File is not null;

    /// <summary>Where it is kept, as text: "in the database", the file, or "not found".</summary>
    public string KeptIn => IsInDatabase ? "in the database" : File ?? "not found";

    /// <summary>How many users have a hash that was made with it; null for a key that waits in a file.</summary>
    public long? Users { get; internal init; }

    /// <summary>When the database began to use it (UTC); null for a key that waits in a file.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>The identifier, and where the key is kept.</summary>
    /// <returns>Such as "0123456789abcdef (in the database)".</returns>
    public override string ToString() => $"{Id} ({KeptIn})";
}
