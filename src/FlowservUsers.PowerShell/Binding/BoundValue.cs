using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>Distinguishes parameter values that may appear in an error from those that can contain a secret.</summary>
internal static class BoundValue
{
    /// <summary>Whether it is text, a number, a time, a switch or the like, or several of these.</summary>
    public static bool CanBeShown(object? value) => InputRow.Unwrap(value) is null or string or string[] or ValueType or TimeZoneInfo
        || (InputRow.Unwrap(value) is Array array && array.GetType().GetElementType()!.IsValueType);
}
