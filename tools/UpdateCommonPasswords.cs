// Makes src/FlowservUsers.Core/Passwords/CommonPasswords.txt.br; CommonPasswords.md beside it says when and how.
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using System.IO.Compression;
using System.Text;
using System.Text.Json;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: dotnet run tools/UpdateCommonPasswords.cs -- <passwords.json> <CommonPasswords.txt.br>");
    return 2;
}

using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(args[0]));
string[] entries =
[
    .. list.RootElement.EnumerateArray()
        .Select(entry => entry.GetString()!.ToLowerInvariant())
        .Distinct()
        .Order(StringComparer.Ordinal),
];

// The reader compares bytes, ends entries with a line feed, and looks no text up that is longer than this.
if (entries.FirstOrDefault(entry => entry.Length is 0 or > 64 || entry.Any(character => character is <= ' ' or > '~')) is { } odd)
    throw new InvalidDataException($"The list has an entry that the reader does not expect: '{odd}'.");

byte[] text = Encoding.ASCII.GetBytes(string.Concat(entries.Select(entry => entry + "\n")));
byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
if (!BrotliEncoder.TryCompress(text, compressed, out int length, quality: 11, window: 22))
    throw new InvalidDataException("The list can't be compressed.");

File.WriteAllBytes(args[1], compressed[..length]);
Console.WriteLine($"{entries.Length} entries, {entries.Count(entry => entry.Length >= 8)} of 8 or more characters, {text.Length} bytes, {length} compressed");
return 0;
