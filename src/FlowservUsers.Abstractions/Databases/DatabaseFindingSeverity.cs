namespace FlowservUsers;

/// <summary>How much a finding matters.</summary>
public enum DatabaseFindingSeverity
{
    /// <summary>Good to know; nothing has to be done.</summary>
    Information = 0,

    /// <summary>Should be put right.</summary>
    Warning = 1,

    /// <summary>Must be put right: data or accounts are at risk.</summary>
    Error = 2,
}
