using System.Text;

namespace FlowservUsers.Users;

/// <summary>The range of keys that begin with a prefix, so that a prefix query is a range scan.</summary>
internal static class KeyRange
{
    /// <summary>The upper bound of a prefix: the first key after all that begin with it, in code point order; null if there is none.</summary>
    public static string? After(string prefix)
    {
        List<Rune> runes = [.. prefix.EnumerateRunes()];
        for (int last = runes.Count - 1; last >= 0; last--)
        {
            if (runes[last].Value == 0x10FFFF)
                continue;
            // U+E000 comes after U+D7FF: what lies between is no character.
            int next = runes[last].Value == 0xD7FF ? 0xE000 : runes[last].Value + 1;
            return string.Concat(runes.Take(last)) + new Rune(next);
        }
        return null;
    }
}
