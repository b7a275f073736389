using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace FlowservUsers.Secrets;

/// <summary>Reads text that files and people may write as a number.</summary>
internal static class PlainText
{
    /// <summary>The text of a string or a number, as it was typed if PowerShell still knows; null for anything else.</summary>
    public static string? Of(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => text,
        char character => character.ToString(),
        // A number on the command line is wrapped together with its text: 007 stays 007.
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or float or double or decimal =>
            value is PSObject typed ? LanguagePrimitives.ConvertTo<string>(typed) : Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
