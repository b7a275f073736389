namespace FlowservUsers;

/// <summary>A value violates the rules for names, passwords or settings.</summary>
public abstract class ConstraintViolationException : FlowservException
{
    private protected ConstraintViolationException(string errorId, string message, object? identity)
        : base(errorId, message, identity)
    {
    }
}
