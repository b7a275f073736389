using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Reads what an object tells, whatever it is: a result of this module, the same read back from CLIXML, CSV, JSON or a job,
/// what Select-Object left of it, or a hashtable. Nothing is thrown, and nothing of the object gets into an error.
/// </summary>
internal static class InputRow
{
    /// <summary>A property, or the value of a key, in any case of its name; null if there is none.</summary>
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

    /// <summary>Whether there is a property, or a key, whatever its value.</summary>
    public static bool Has(object row, string name) => Unwrap(row) is IDictionary dictionary
        ? dictionary.Keys.Cast<object>().Any(key => name.Equals(key as string, StringComparison.OrdinalIgnoreCase))
        : PSObject.AsPSObject(row).Properties[name] is not null;

    /// <summary>A property as text; null if it is missing, blank, or no text by nature.</summary>
    public static string? Text(object? row, string name) => PlainText(Value(row, name));

    /// <summary>A text, a number or a GUID as text; null for anything else, and for a blank text.</summary>
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

    /// <summary>The object itself, without what PowerShell has wrapped around it; a custom object stays as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
