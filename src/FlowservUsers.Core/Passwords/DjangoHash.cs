using System.Text;

namespace FlowservUsers.Passwords;

/// <summary>A hash as Django writes it: <c>pbkdf2_sha256$rounds$salt$digest</c>, the salt a text, the digest in base64.</summary>
internal static class DjangoHash
{
    /// <summary>Reads a hash; null if it is not one, or exceeds the cost limit.</summary>
    public static PasswordHash? Read(string text)
    {
        string[] parts = text.Split('$', 5);
        Pbkdf2Function? function = parts[0] switch
        {
            "pbkdf2_sha256" => Pbkdf2Function.Sha256,
            "pbkdf2_sha512" => Pbkdf2Function.Sha512,
            _ => null,
        };
        return function is not null && parts.Length == 4 && StoredPbkdf2.ReadRounds(parts[1]) is { } rounds && Base64.Decode(parts[3]) is { } digest
            ? StoredPbkdf2.Convert(function, rounds, Encoding.UTF8.GetBytes(parts[2]), digest)
            : null;
    }
}
