namespace FlowservUsers.Storage.Sql;

/// <summary>The account and machine that this process runs as, as the operating system reports them. Whoever controls the process can forge them.</summary>
internal static class Actor
{
    // Longer ones are nobody's on any system that .NET runs on.
    private const int MaximumLength = 256;

    /// <summary>The account, on Windows with its domain; null where the process runs under none that has a name.</summary>
    public static string? Account { get; } = Text(() => OperatingSystem.IsWindows()
        ? $"{Environment.UserDomainName}\\{Environment.UserName}"
        : Environment.UserName);

    /// <summary>The machine; null where it has no name.</summary>
    public static string? Machine { get; } = Text(() => Environment.MachineName);

    private static string? Text(Func<string> read)
    {
        try
        {
            string text = string.Concat(read().Where(character => !char.IsControl(character))).Trim();
            return text.Length == 0 ? null : text[..Math.Min(text.Length, MaximumLength)];
        }
        catch (Exception exception) when (exception is InvalidOperationException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
