namespace FlowservUsers.Reliability.Places;

/// <summary>How far the creation of a database has come.</summary>
internal enum CreationStage
{
    /// <summary>Nobody has begun.</summary>
    Nothing,

    /// <summary>It is begun, and nothing is stored.</summary>
    Begun,

    /// <summary>A transaction that creates is under way, or was when its process ended.</summary>
    InTransaction,

    /// <summary>What a transaction creates is stored.</summary>
    Stored,
}
