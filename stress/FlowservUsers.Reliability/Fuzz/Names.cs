namespace FlowservUsers.Reliability.Fuzz;

/// <summary>The names that the model is tried with, each with the key that it has to have.</summary>
internal static class Names
{
    private static readonly (string Name, string? Key)[] Known =
    [
        ("alice", "alice"), ("ALICE", "alice"), ("Alice", "alice"),
        ("bo", "bo"), ("Bob", "bob"), ("bob", "bob"), ("b%b", "b%b"), ("b_b", "b_b"), ("b*b", "b*b"),
        ("\uFB01na", "fina"), ("FINA", "fina"), ("Zo\u00EB", "zo\u00EB"), ("ZO\u00CB", "zo\u00EB"), ("\U0001F600", "\U0001F600"),
        ("", null), ("line\nbreak", null),
    ];

    public static readonly string[] Prefixes = ["", "a", "B", "bo", "b%", "b_", "b*", "zo", "\U0001F600", "x"];

    public static int Count => Known.Length;

    public static string At(int index) => Known[index].Name;

    /// <summary>The key of a name, or null if it is not allowed.</summary>
    public static string? Key(string name) => Array.Find(Known, known => known.Name == name).Key;

    /// <summary>What failed logins of a name that nobody has are counted by.</summary>
    public static string Counter(string name) => Key(name) ?? name;
}
