namespace FlowservUsers.Storage;

/// <summary>What a store did with an imported user.</summary>
internal enum ImportOutcome
{
    /// <summary>Added.</summary>
    Imported,

    /// <summary>A user with this identifier already exists.</summary>
    IdExists,

    /// <summary>Another user has the name.</summary>
    NameTaken,
}
