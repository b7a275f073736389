namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>Text that looks more or less like a key or a request identifier, and is none.</summary>
public static class HostileTokens
{
    /// <summary>The names of the variants; <see cref="Make"/> makes them of a valid one.</summary>
    public static TheoryData<string> All { get; } =
    [
        "empty", "white space", "blank inside", "wrong checksum", "first character after the prefix changed",
        "in upper case", "prefix only", "one character short", "one character long", "without prefix", "of another prefix",
        "ten million characters", "right prefix and ten million characters", "letters that are no ASCII", "right length, no ASCII",
        "NUL at the end", "half of a surrogate pair", "SQL", "32 hexadecimal digits",
    ];

    public static string Make(string variant, string valid) => variant switch
    {
        "empty" => "",
        "white space" => "  \t\n",
        "blank inside" => valid.Insert(9, " "),
        "wrong checksum" => valid[..^1] + (valid[^1] == 'a' ? 'b' : 'a'),
        "first character after the prefix changed" => valid[..4] + (valid[4] == 'a' ? 'b' : 'a') + valid[5..],
        "in upper case" => valid.ToUpperInvariant(),
        "prefix only" => valid[..4],
        "one character short" => valid[..^1],
        "one character long" => valid + "0",
        "without prefix" => valid[4..],
        "of another prefix" => "xyz_" + valid[4..],
        "ten million characters" => new string('a', 10_000_000),
        "right prefix and ten million characters" => valid[..4] + new string('a', 10_000_000),
        "letters that are no ASCII" => new string('\u6F22', 128),
        "right length, no ASCII" => valid[..4] + new string('\u6F22', valid.Length - 4),
        "NUL at the end" => valid + "\0",
        "half of a surrogate pair" => valid[..^1] + '\uD800',
        "SQL" => "' OR '1'='1",
        "32 hexadecimal digits" => new string('0', 32),
        _ => throw new ArgumentOutOfRangeException(nameof(variant)),
    };
}
