using System.Text.RegularExpressions;

namespace FlowservUsers.Passwords;

/// <summary>
/// The forms of the hashes that well-known systems store. A password in such a form is a hash by mistake: anyone with the
/// file it came from could log in with it.
/// </summary>
internal static partial class HashForms
{
    // Longer than any hash of these forms.
    private const int MostCharacters = 1_024;

    /// <summary>True if the text, without the blanks at its ends, has the form of a stored hash.</summary>
    public static bool Include(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> trimmed = PasswordText.Trim(text);
        return trimmed.Length <= MostCharacters && (Crypt().IsMatch(trimmed) || Braced().IsMatch(trimmed) || Named().IsMatch(trimmed)
            || Database().IsMatch(trimmed) || IsOfIdentity(trimmed));
    }

    // crypt(3) and what follows its pattern: an identifier between dollar signs, then costs, salt and digest.
    [GeneratedRegex(
        """
        ^\$(
            1\$[^$]{0,8}\$[./\w]{22}
          | apr1\$[^$]{0,8}\$[./\w]{22}
          | 2[abxy]?\$\d\d\$[./\w]{53}
          | 5\$(rounds=\d+\$)?[^$]{0,16}\$[./\w]{43}
          | 6\$(rounds=\d+\$)?[^$]{0,16}\$[./\w]{86}
          | (y|gy|7)\$[./\w]+\$?[./\w]*\$[./\w]{43}
          | sha1\$\d+\$[./\w]{1,64}\$[./\w]{28}
          | md5[$,][^$]*\$[^$]*\$\$?[./\w]{22}
          | [PH]\$[./\w]{31}
          | S\$[./\w]{52}
          | argon2(i|d|id)\$(v=\d+\$)?m=\d+,t=\d+,p=\d+[^$]*\$[+./=\w]+\$[+./=\w]+
          | scrypt\$[^$]+\$[+./=\w]+\$[+./=\w]+
          | s[01]\$[^$]+\$[+./=\w]+\$[+./=\w]+
          | (pbkdf2(-sha\d+)?|pbkdf2-digest|bcrypt-sha256)\$[^$]+\$[+./=\w]+\$[+./=\w]+
        )$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Crypt();

    // LDAP, Spring, Atlassian, Dovecot: the scheme in braces.
    [GeneratedRegex(@"^\{(?i:s?sha(-?\d+)?|ssha\d+|s?md5|crypt|bcrypt|blf-crypt|sha\d+-crypt|md5-crypt|pbkdf2(-sha\d+)?|pkcs5s2|scrypt|argon2(i|d|id)?(@SpringSecurity_v\d_\d)?|x-\w+)(\.b64|\.hex)?\}[$+./=:,\w-]{13,}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Braced();

    // Django, Werkzeug, GRUB: the name of the function first.
    [GeneratedRegex(
        """
        ^(
            pbkdf2_sha\d+\$\d+\$[^$]*\$[+/=\w]{24,}
          | bcrypt(_sha256)?\$\$2[abxy]\$\d\d\$[./\w]{53}
          | argon2\$argon2(i|d|id)\$\S+\$\S+
          | scrypt\$\S+\$\d+\$\d+\$\d+\$[+/=\w]{24,}
          | (sha1|md5)\$[^$]*\$[\da-f]{32,40}
          | (pbkdf2:sha\d+(:\d+)?|scrypt:\d+:\d+:\d+)\$[^$]+\$[\da-f]{40,}
          | grub\.pbkdf2\.sha\d+\.\d+\.[\dA-F]+\.[\dA-F]+
        )$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // The users of PostgreSQL, MySQL and SQL Server.
    [GeneratedRegex(@"^(SCRAM-SHA-256\$\d+:[+/=\w]+\$[+/=\w]+:[+/=\w]+|md5[\da-f]{32}|\*[\dA-F]{40}|0x0[12]00[\dA-F]{48,136})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Database();

    private static bool IsOfIdentity(ReadOnlySpan<char> text) => text.StartsWith("A") && IdentityHash.Read(new string(text)) is not null;
}
