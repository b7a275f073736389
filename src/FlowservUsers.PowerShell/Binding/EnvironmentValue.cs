namespace FlowservUsers.Binding;

/// <summary>
/// A value that comes out of a file or a variable. A line end, blanks or a byte order mark around it are what the file has
/// about it, and no part of the value.
/// </summary>
internal static class EnvironmentValue
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>An environment variable without what is around its value; null if it is missing or has none.</summary>
    public static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { } text && Trim(text) is { Length: > 0 } value ? value : null;

    /// <summary>The value without what is around it.</summary>
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
