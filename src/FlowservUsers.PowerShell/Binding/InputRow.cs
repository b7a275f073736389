using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Reads the properties of any object: a result of this module, the same read back from CLIXML, CSV, JSON or a job,
/// the output of Select-Object, or a hashtable. It throws nothing, and nothing of the object appears in an error.
/// </summary>
internal static class InputRow
{
    /// <summary>A property or the value of a key, with a case-insensitive name; null if there is none.</summary>
    public static object? Value(object? row, string name)
    {
        if (Unwrap(row) is IDictionary dictionary)
        {
            object? key = dictionary.Keys.Cast<object>().FirstOrDefault(key => name.Equals(key as string, StringComparison.OrdinalIgnoreCase));
            return key is null ? null : Unwrap(dictionary[key]);
        }
        try
        {
            return row is null ? null : Unwrap(PSObject.AsPSObject(row).Properties[name]?.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    /// <summary>Whether the property or key exists, whatever its value.</summary>
    public static bool Has(object row, string name) => Unwrap(row) is IDictionary dictionary
        ? dictionary.Keys.Cast<object>().Any(key => name.Equals(key as string, StringComparison.OrdinalIgnoreCase))
        : PSObject.AsPSObject(row).Properties[name] is not null;

    /// <summary>A property as a string; null if it is missing, blank, or not textual.</summary>
    public static string? Text(object? row, string name) => PlainText(Value(row, name));

    /// <summary>A string, a number or a GUID as a string; null for anything else and for a blank string.</summary>
    public static string? PlainText(object? value)
    {
        string? text = Unwrap(value) switch
        {
            string given => given,
            Guid id => id.ToString("N"),
            char or byte or sbyte or short or ushort or int or uint or long or ulong or decimal or double =>
                Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>The object without PowerShell's wrapper; a custom object is returned unchanged.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
