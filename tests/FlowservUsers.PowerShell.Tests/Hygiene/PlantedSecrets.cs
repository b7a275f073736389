using System.Security;
using System.Text;

namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>Secrets that are recognised wherever they turn up, as text or in another encoding of the same characters.</summary>
internal sealed class PlantedSecrets
{
    private readonly List<(string Name, byte[][] Patterns)> _secrets = [];

    /// <summary>Adds a secret that may not turn up anywhere.</summary>
    public void Add(string name, string secret)
    {
        // The middle of a token, so that also a part of it is found.
        string core = secret.Length > 40 ? secret[8..^8] : secret;
        byte[][] bytes = [Encoding.UTF8.GetBytes(core), Encoding.Unicode.GetBytes(core), Encoding.BigEndianUnicode.GetBytes(core)];
        IEnumerable<byte[]> encoded = bytes.SelectMany(plain => Base64(plain).Append(Convert.ToHexString(plain)).Append(Convert.ToHexStringLower(plain)))
            .SelectMany(text => new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) });
        _secrets.Add((name, [.. bytes, .. encoded]));
    }

    /// <summary>Adds a secret that a cmdlet returned in the form that does not show it.</summary>
    public void Add(string name, SecureString secret) => Add(name, Secret.Reveal(secret));

    /// <summary>The names of the secrets that are found in some bytes.</summary>
    public IEnumerable<string> FindIn(byte[] bytes) =>
        from secret in _secrets
        where secret.Patterns.Any(pattern => bytes.AsSpan().IndexOf(pattern) >= 0)
        select secret.Name;

    /// <summary>The names of the secrets that are found in a text.</summary>
    public IEnumerable<string> FindIn(string text) => FindIn(Encoding.UTF8.GetBytes(text));

    // Base64 has three forms, depending on where in the encoded text the secret begins; the characters at its ends depend on the text around it.
    private static IEnumerable<string> Base64(byte[] plain)
    {
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String([.. new byte[before], .. plain]);
            yield return text[(before == 0 ? 0 : before + 1)..^4];
        }
    }
}
