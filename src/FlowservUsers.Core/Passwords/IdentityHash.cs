using System.Buffers.Binary;

namespace FlowservUsers.Passwords;

/// <summary>
/// A hash as ASP.NET Core Identity writes it, in base64. Version 2: a zero, 16 bytes of salt, 32 of digest, of 1,000 rounds
/// of SHA-1. Version 3: a one, then the function, the rounds and the length of the salt, 4 bytes each, salt and digest.
/// </summary>
internal static class IdentityHash
{
    private const int Version2SaltLength = 16;
    private const int Version2Rounds = 1_000;
    private const int Version3HeaderLength = 13;
    private const int DigestLength = 32;

    /// <summary>Reads a hash; null if it is not one, or exceeds the cost limit.</summary>
    public static PasswordHash? Read(string text) => Base64.Decode(text) switch
    {
        [0, .. { Length: Version2SaltLength + DigestLength } rest] =>
            StoredPbkdf2.Convert(Pbkdf2Function.Sha1, Version2Rounds, rest[..Version2SaltLength], rest[Version2SaltLength..]),
        [1, ..] bytes => ReadVersion3(bytes),
        _ => null,
    };

    private static PasswordHash? ReadVersion3(byte[] bytes)
    {
        if (bytes.Length < Version3HeaderLength)
            return null;

        Pbkdf2Function? function = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)) switch
        {
            0 => Pbkdf2Function.Sha1,
            1 => Pbkdf2Function.Sha256,
            2 => Pbkdf2Function.Sha512,
            _ => null,
        };
        int rounds = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(5));
        int saltLength = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(9));
        return function is not null && saltLength >= 0 && saltLength == bytes.Length - Version3HeaderLength - DigestLength
            ? StoredPbkdf2.Convert(function, rounds, bytes[Version3HeaderLength..^DigestLength], bytes[^DigestLength..])
            : null;
    }
}
