using System.Text;
using FlowservUsers.Users;

namespace FlowservUsers;

/// <summary>What this process knows of Unicode, which names and passwords are compared by.</summary>
internal static class UnicodeData
{
    private const string Missing =
        "This process has no Unicode data (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set): names and passwords with non-ASCII characters "
        + "are compared as typed, which may give different results than in other processes.";

    private const string Other =
        "This process compares names with the Unicode data of Windows (NLS) instead of ICU: names with certain letters, such as the Greek "
        + "final sigma, may compare differently than in other processes. Unset DOTNET_SYSTEM_GLOBALIZATION_USENLS, or use Windows 10 version 1903 or later.";

    // One of each kind that NLS leaves as it is: the final sigma, the iota below, the capital sharp s, a Cyrillic variant.
    private const string Sample = "\u03C2\u0345\u1E9E\u1C80";
    private const string FoldedSample = "\u03C3\u03B9\u00DF\u0432";

    /// <summary>A warning against sharing a database with other processes, or null.</summary>
    public static string? Warning { get; } = Judge("e\u0301".Normalize(), Username.Fold(Sample));

    /// <summary>Describes the problem, judging by two samples.</summary>
    public static string? Judge(string composed, string folded) => composed != "\u00E9" ? Missing : folded != FoldedSample ? Other : null;

    /// <summary>Whether a number is set apart by Unicode to be no character, ever. Not every system normalises text that has one.</summary>
    public static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
