using System.Buffers;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Keys;

/// <summary>
/// A text file with hashing keys: on each line the identifier and the key in base64. Other lines are ignored,
/// so key files can be concatenated.
/// </summary>
internal static class KeyFile
{
    // More than enough, and small enough that a path to something else does no harm.
    private const int LargestFile = 64 * 1024;

    private const string Heading =
        """
        # Hashing keys of FlowservUsers: without them nobody can log in, with them and the database passwords can be guessed.
        # Keep this file apart from the database and from its backups, and keep a copy of it.

        """;

    /// <summary>Reads the keys of a file; none if the file does not exist or cannot be read.</summary>
    public static IReadOnlyList<HashingKey> Read(string path)
    {
        try
        {
            return ReadOrThrow(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Describes the file when the wanted key is not in it.</summary>
    public static string Describe(string path)
    {
        try
        {
            List<HashingKey> keys = ReadOrThrow(path);
            return keys.Count == 0 ? $"'{path}' (contains no key)" : $"'{path}' (contains {string.Join(", ", keys.Select(key => key.Id))})";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"'{path}' (no such file)";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"'{path}' (cannot be read: {exception.Message})";
        }
    }

    /// <summary>
    /// Makes sure that a file contains keys: creates it, for its owner only, or adds the missing ones. They are on
    /// disk when this returns.
    /// </summary>
    /// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    public static void Store(string path, IReadOnlyList<HashingKey> keys)
    {
        try
        {
            List<HashingKey> missing = [.. keys.ExceptBy(RequireKeys(path).Select(key => key.Id), key => key.Id)];
            if (missing.Count == 0)
                return;

            SqliteFile.Create(path);
            byte[] text = Format(path, missing);
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                file.Write(text);
                file.Flush(flushToDisk: true);
            }
            finally
            {
                Array.Clear(text);
            }
            if (keys.Any(key => ReadOrThrow(path).All(written => written.Id != key.Id)))
                throw new InvalidDestinationException(path, "The file was written, but read back with different content. Check the disk.");
        }
        catch (DatabaseUnavailableException exception)
        {
            throw new InvalidDestinationException(path, exception.InnerException?.Message ?? exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDestinationException(path, exception.Message);
        }
    }

    /// <summary>The keys of a file to add to; none if the file does not exist or is empty.</summary>
    /// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
    public static IReadOnlyList<HashingKey> RequireKeys(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDestinationException(path, "It is a folder. Give the path of a file in it.");
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
            return [];
        return Read(path) is { Count: > 0 } keys ? keys : throw new DestinationExistsException(path, "It is not a key file. Choose another name.");
    }

    private static byte[] Format(string path, IEnumerable<HashingKey> keys)
    {
        // A file that was edited by hand may have no line end at its end.
        string before = new FileInfo(path).Length == 0 ? Heading : Environment.NewLine;
        IEnumerable<string> lines = keys.Select(key => $"{key.Id} {Convert.ToBase64String(key.Value)}{Environment.NewLine}");
        return Encoding.ASCII.GetBytes(before + string.Concat(lines));
    }

    private static List<HashingKey> ReadOrThrow(string path)
    {
        // Opened without blocking: a named pipe would otherwise block.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LargestFile);
        try
        {
            int length = file.ReadAtLeast(buffer.AsSpan(0, LargestFile), LargestFile, throwOnEndOfStream: false);
            return [.. Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Select(Parse).OfType<HashingKey>().DistinctBy(key => key.Id)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    // An identifier that does not match its key means that the line is damaged.
    private static HashingKey? Parse(string line)
    {
        string[] parts = line.Trim('\uFEFF', ' ', '\t', '\r').Split(' ', 2, StringSplitOptions.TrimEntries);
        byte[] value = new byte[HashingKey.Length + 1];
        return parts.Length == 2 && Convert.TryFromBase64String(parts[1], value, out int length) && length == HashingKey.Length
            && new HashingKey(value[..length]) is { } key && key.Id == parts[0]
            ? key
            : null;
    }
}
