namespace FlowservUsers.Storage;

/// <summary>What a store did with a user to be taken over.</summary>
internal enum ImportOutcome
{
    /// <summary>Added.</summary>
    Imported,

    /// <summary>There is a user of this identifier already.</summary>
    IdExists,

    /// <summary>Another user has the name.</summary>
    NameTaken,
}
