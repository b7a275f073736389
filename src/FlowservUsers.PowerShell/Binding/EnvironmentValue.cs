namespace FlowservUsers.Binding;

/// <summary>
/// A value from a file or a variable. A line end, white space or a byte order mark around it belongs to the file, not to
/// the value.
/// </summary>
internal static class EnvironmentValue
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The trimmed value of an environment variable, or null if it is missing or empty.</summary>
    public static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { } text && Trim(text) is { Length: > 0 } value ? value : null;

    /// <summary>The trimmed value.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsAround(text[start]))
            start++;
        while (end > start && IsAround(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsAround(char character) => char.IsWhiteSpace(character) || character == ByteOrderMark;
}
