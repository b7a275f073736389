namespace FlowservUsers;

/// <summary>How severe a finding is.</summary>
public enum DatabaseFindingSeverity
{
    /// <summary>For information; nothing has to be done.</summary>
    Information = 0,

    /// <summary>Should be fixed.</summary>
    Warning = 1,

    /// <summary>Must be fixed: data or accounts are at risk.</summary>
    Error = 2,
}
