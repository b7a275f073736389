namespace FlowservUsers;

/// <summary>An unexpected failure. The inner exception says what happened.</summary>
public sealed class UnexpectedException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="innerException">The original exception. Its message is not repeated, because it may contain secrets.</param>
    public UnexpectedException(Exception innerException)
        : base(
            "UnexpectedError",
            $"The command failed unexpectedly ({innerException?.GetType().Name}). Everything reported before is stored. The InnerException of this error has the details; check it before you share it, because it may contain your input.",
            null,
            innerException)
    {
    }
}
