namespace FlowservUsers.Reliability;

/// <summary>What came of an operation, as text: its result, or the id of its error.</summary>
internal static class Outcome
{
    /// <summary>Runs an operation.</summary>
    /// <returns>The result, or the id of the error with an exclamation mark before it.</returns>
    /// <exception cref="Exception">It failed with something else than a FlowservException.</exception>
    public static string Of(Func<object> operation)
    {
        try
        {
            return operation().ToString()!;
        }
        catch (FlowservException exception)
        {
            return $"!{exception.ErrorId}";
        }
    }
}
