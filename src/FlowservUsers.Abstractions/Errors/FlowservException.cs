namespace FlowservUsers;

/// <summary>The base class of every error that the user service reports deliberately.</summary>
public abstract class FlowservException : Exception
{
    private protected FlowservException(string errorId, string message, object? identity, Exception? innerException = null)
        : base(DisplayText.Whole(message), innerException)
    {
        ErrorId = errorId;
        Identity = identity;
    }

    /// <summary>The stable name of the error, the first part of a PowerShell FullyQualifiedErrorId.</summary>
    public string ErrorId { get; }

    /// <summary>What the error is about, such as a user name or a path; never a secret.</summary>
    public object? Identity { get; }

    /// <summary>The number of the pipeline object, counted from 1, or null if there is none.</summary>
    public long? Row { get; set; }

    /// <summary>What is wrong and what to do, preceded by the row number if there is one.</summary>
    public override string Message => Row is { } row ? FormattableString.Invariant($"Row {row}: {base.Message}") : base.Message;
}
