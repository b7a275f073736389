using System.Text;
using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Recognizes what was a database of this module and has lost the beginning that SQLite knows a file by.</summary>
internal static class SqliteRemains
{
    private const int SmallestPage = 512;
    private const int BlockSize = 1 << 20;

    // A column of the table of users, and what stands in it for most of them.
    private static readonly byte[][] Traces = [Encoding.ASCII.GetBytes("password_scheme"), Encoding.ASCII.GetBytes(PasswordSchemes.Current)];

    /// <summary>Whether a file is such a one: whole pages, with texts of this module in them or nothing but zeros.</summary>
    public static bool Are(string path)
    {
        if (!File.Exists(path) || UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { Kind: not UnixFileKind.Regular })
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.Length > 0 && file.Length % SmallestPage == 0 && HaveTraces(file);
    }

    private static bool HaveTraces(FileStream file)
    {
        int overlap = Traces.Max(trace => trace.Length);
        byte[] buffer = new byte[overlap + BlockSize];
        bool isZero = true;
        int kept = 0;
        while (file.Read(buffer, kept, BlockSize) is > 0 and int read)
        {
            Span<byte> block = buffer.AsSpan(0, kept + read);
            foreach (byte[] trace in Traces)
            {
                if (block.IndexOf(trace) >= 0)
                    return true;
            }
            isZero &= block.IndexOfAnyExcept((byte)0) < 0;
            // A text can lie across two blocks.
            kept = Math.Min(overlap, block.Length);
            block[^kept..].CopyTo(buffer);
        }
        return isZero;
    }
}
