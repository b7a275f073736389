using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>Tells values of parameters that may be in an error from those that can hold a secret.</summary>
internal static class BoundValue
{
    /// <summary>Whether it is text, a number, a time, a switch or the like, or several of one of them.</summary>
    public static bool CanBeShown(object? value) => InputRow.Unwrap(value) is null or string or string[] or ValueType or TimeZoneInfo
        || (InputRow.Unwrap(value) is Array array && array.GetType().GetElementType()!.IsValueType);
}
