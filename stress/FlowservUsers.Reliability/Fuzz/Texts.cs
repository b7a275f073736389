using FsCheck;
using FsCheck.Fluent;

namespace FlowservUsers.Reliability.Fuzz;

/// <summary>Texts of pieces that have made trouble somewhere.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "B", "z", "0", "alice", "correct horse", " ", "\u00A0", "\t", "\r\n", "\0", "\u0007", "\u001F", "\u2028", "\u202E", "\u200B",
        "\u00E9", "e\u0301", "\u00DF", "\uFB01", "\u0130", "\u0131", "\u03A3", "\u03C2", "\u1E9E", "\u212A", "\u01C5", "\u0149",
        "\uFF8A\uFF9E", "\uAC00", "\u1100\u1161", "\u0345", "\u0300\u0316", "\uFDFA", "\uFEFF", "\uFFFE", "\uFFFF", "\uD800", "\uDC00",
        "\U0001F600", "\U00010400", "\U000E0041", "\U0010FFFF",
        "%", "_", "*", "?", "[a-z]", "[", "]", "`", "'", "\"", ";--", "\\", "/", "..", "~", ":", "?mode=memory", "file:", "sqlite:///", "://",
        "$", "$2b$04$", "$pbkdf2-sha256$", "29000", "$AAAAAAAAAAAAAAAAAAAAAA", "fsk_", "fsr_", new('x', 60), new('\u00E9', 300), new('y', 1_000),
    ];

    /// <summary>From nothing to a dozen pieces.</summary>
    public static Arbitrary<string> Any { get; } = Arb.From(
        Gen.OneOf(new[] { 0, 1, 2, 4, 12 }.Select(count => Gen.Elements(Pieces).ArrayOf(count))).Select(string.Concat), Shorter);

    private static IEnumerable<string> Shorter(string text)
    {
        for (int length = text.Length / 2; length >= 1; length /= 2)
        {
            for (int start = 0; start + length <= text.Length && start < 40; start += length)
                yield return text.Remove(start, length);
        }
    }
}
