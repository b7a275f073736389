using FlowservUsers.Passwords;

namespace FlowservUsers.Keys;

/// <summary>Looks for hashing keys that are kept outside their database.</summary>
/// <param name="environment">Gives the value of an environment variable, or null.</param>
/// <param name="folder">The key folder of this user.</param>
internal sealed class KeySearch(Func<string, string?> environment, string folder)
{
    /// <summary>The environment variable that names a key file.</summary>
    public const string FileVariable = "FLOWSERV_KEY_FILE";

    /// <summary>The environment variable in which systemd names the folder of a service's credentials.</summary>
    public const string CredentialsVariable = "CREDENTIALS_DIRECTORY";

    /// <summary>The name of a credential that is not named after the identifier of the key.</summary>
    public const string CredentialName = "flowserv.key";

    private const string Extension = ".key";

    /// <summary>Searches where the user of this process keeps keys.</summary>
    public static KeySearch OfUser { get; } = new(
        Environment.GetEnvironmentVariable,
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FlowservUsers"));

    /// <summary>The file in this user's key folder in which a key is looked for.</summary>
    public string UserFile(string id) => Path.Combine(folder, id + Extension);

    /// <summary>The file that the environment names, or null.</summary>
    public string? NamedFile => Value(FileVariable) is { } file ? Expand(file) : null;

    /// <summary>Looks for a key. Files that cannot be read, or contain other keys, are skipped.</summary>
    /// <returns>The key, or null if it was not found.</returns>
    public FoundKey? Find(string id) => Files(id)
        .Select(file => KeyFile.Read(file).FirstOrDefault(key => key.Id == id) is { } key ? new FoundKey(key, file) : null)
        .FirstOrDefault(found => found is not null);

    /// <summary>Describes where a key was looked for, and what was found there.</summary>
    public string Describe(string id) => string.Join(
        ", ",
        new[]
        {
            $"{FileVariable} ({(NamedFile is { } named ? KeyFile.Describe(named) : "not set")})",
            KeyFile.Describe(UserFile(id)),
            Value(CredentialsVariable) is { } credentials
                ? string.Join(", ", CredentialFiles(credentials, id).Select(KeyFile.Describe))
                : $"{CredentialsVariable} (not set)",
        });

    private IEnumerable<string> Files(string id)
    {
        if (NamedFile is { } named)
            yield return named;
        yield return UserFile(id);
        if (Value(CredentialsVariable) is { } credentials)
        {
            foreach (string file in CredentialFiles(credentials, id))
                yield return file;
        }
    }

    private static IEnumerable<string> CredentialFiles(string credentials, string id) =>
        [Path.Combine(credentials, id + Extension), Path.Combine(credentials, CredentialName)];

    // White space, line ends and a byte order mark come from files that the value was read from.
    private string? Value(string variable) => environment(variable)?.Trim().Trim('\uFEFF').Trim() is { Length: > 0 } value ? value : null;

    private static string Expand(string file) => file.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..])
        : Path.GetFullPath(file.Replace('\0', '\uFFFD'));
}
