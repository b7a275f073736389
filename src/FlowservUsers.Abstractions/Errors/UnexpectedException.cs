namespace FlowservUsers;

/// <summary>Something went wrong that nobody has foreseen. The inner exception says what.</summary>
public sealed class UnexpectedException : FlowservException
{
    /// <summary>Reports what was not foreseen.</summary>
    /// <param name="innerException">What happened. Its message is not repeated: nobody knows what is in it.</param>
    public UnexpectedException(Exception innerException)
        : base(
            "UnexpectedError",
            $"The command failed in a way that was not foreseen ({innerException?.GetType().Name}). What was reported before is stored. The InnerException of this error says more: look there before you report it, because it may name what was given.",
            null,
            innerException)
    {
    }
}
