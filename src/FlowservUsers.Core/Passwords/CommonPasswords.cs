using System.IO.Compression;

namespace FlowservUsers.Passwords;

/// <summary>The passwords that attackers try first. CommonPasswords.md says where the list comes from.</summary>
internal static class CommonPasswords
{
    private const string Resource = "CommonPasswords.txt.br";
    private const int LongestEntry = 64;

    // One sorted block, one entry per line: a fifth of the memory of separate strings. Loaded at first use.
    private static readonly Lazy<byte[]> Lines = new(Load);

    /// <summary>True if the whole password is on the list, case-insensitive.</summary>
    /// <param name="password">The password, in NFC.</param>
    public static bool Contains(ReadOnlySpan<char> password)
    {
        if (password.IsEmpty || password.Length > LongestEntry)
            return false;

        Span<byte> wanted = stackalloc byte[password.Length];
        for (int i = 0; i < password.Length; i++)
        {
            char lower = char.ToLowerInvariant(password[i]);
            if (!char.IsAscii(lower))
                return false;
            wanted[i] = (byte)lower;
        }

        bool found = Search(Lines.Value, wanted);
        wanted.Clear();
        return found;
    }

    // A binary search over bytes: from the middle back to the start of its line.
    private static bool Search(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> wanted)
    {
        while (!lines.IsEmpty)
        {
            int start = lines[..(lines.Length / 2)].LastIndexOf((byte)'\n') + 1;
            int end = start + lines[start..].IndexOf((byte)'\n');
            int order = wanted.SequenceCompareTo(lines[start..end]);
            if (order == 0)
                return true;
            lines = order < 0 ? lines[..start] : lines[(end + 1)..];
        }
        return false;
    }

    private static byte[] Load()
    {
        using Stream resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not contain the resource {Resource}.");
        using var brotli = new BrotliStream(resource, CompressionMode.Decompress);
        using var lines = new MemoryStream();
        brotli.CopyTo(lines);
        return lines.ToArray();
    }
}
