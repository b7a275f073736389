namespace FlowservUsers.Users;

/// <summary>The form of a user's identifier: 32 hexadecimal digits. No name has it, so that an identifier is never taken for a name.</summary>
public static class UserId
{
    private const int Length = 32;

    /// <summary>Creates a new identifier.</summary>
    internal static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Reads an identifier.</summary>
    /// <param name="text">A text, such as a user's input; white space around it is ignored.</param>
    /// <param name="id">The identifier as it is stored, in lower case; empty if the text is not one.</param>
    /// <returns>Whether the text has the form of an identifier.</returns>
    public static bool TryParse(string? text, out string id)
    {
        string trimmed = text?.Trim() ?? "";
        bool isId = trimmed.Length == Length && trimmed.All(char.IsAsciiHexDigit);
        id = isId ? trimmed.ToLowerInvariant() : "";
        return isId;
    }
}
