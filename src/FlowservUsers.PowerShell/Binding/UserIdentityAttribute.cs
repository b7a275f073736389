using System.Collections;
using System.Management.Automation;
using System.Security;
using FlowservUsers.Users;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that takes user names or identifiers also take objects. If an object has an identifier, that is used,
/// because another user may have its name now.
/// </summary>
/// <remarks>
/// All piped objects are bound by this attribute, so that no object is bound by a property with an outdated name, and none
/// appears, with all its contents, in an error from PowerShell. An object that identifies no user becomes an empty string.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UserIdentityAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Identifiers = ["UserId", "Id"];
    private static readonly string[] Names = ["Identity", "Username", "Name"];

    /// <summary>Leaves sessions unchanged, for a cmdlet that handles them differently.</summary>
    public bool LeavesSessions { get; set; }

    /// <summary>Leaves a SecureString unchanged, for a cmdlet that reads it as the identifier of a reset request.</summary>
    public bool LeavesRequests { get; set; }

    /// <summary>The parameter takes patterns, but an object's name is taken literally, whatever characters it contains.</summary>
    public bool TakesPatterns { get; set; }

    /// <summary>Converts the input to names and identifiers.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">Names, identifiers, objects, or an array of them.</param>
    /// <returns>An array of strings, or one string; null, and sessions if they are to be left unchanged, as they are.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null || (LeavesSessions && SessionIdentityAttribute.IsSession(inputData))
            || (LeavesRequests && InputRow.Unwrap(inputData) is SecureString))
        {
            return inputData;
        }

        return Identities(inputData).ToArray();
    }

    /// <summary>The one user that an object identifies; empty if it identifies none or several.</summary>
    internal static string OfOne(object? given) => new UserIdentityAttribute().Identities(given).ToArray() is [var identity] ? identity : "";

    private IEnumerable<string> Identities(object? given)
    {
        object? value = InputRow.Unwrap(given);
        if (value is string text)
            return [text];
        if (value is IList list)
            return list.Cast<object?>().SelectMany(item => InputRow.Unwrap(item) is null ? [""] : Identities(item));
        return InputRow.PlainText(value) is { } plain ? [plain] : OfObject(given!);
    }

    private IEnumerable<string> OfObject(object given)
    {
        foreach (string property in Identifiers)
        {
            object?[] values = InputRow.Value(given, property) is IList list ? [.. list.Cast<object?>()] : [InputRow.Value(given, property)];
            string[] ids = [.. values.Select(value => UserId.TryParse(InputRow.PlainText(value), out string id) ? id : "").Where(id => id.Length > 0)];
            if (ids.Length > 0)
                return ids;
        }
        if (IsResult(given) && InputRow.Value(given, Identifiers[1]) is not null)
            return [""];

        object? named = Names.Select(property => InputRow.Value(given, property)).FirstOrDefault(value => value is not null);
        IEnumerable<string> identities = named is null ? [""] : Identities(named);
        return TakesPatterns ? identities.Select(WildcardPattern.Escape) : identities;
    }

    /// <summary>The names and identifiers in an object.</summary>
    internal static string[] Read(object given) => [.. new UserIdentityAttribute().Identities(given)];

    /// <summary>Whether an object is a reset request, or is marked as one.</summary>
    internal static bool IsRequest(object given) => InputRow.Has(given, nameof(FlowservPasswordResetRequest.RequestId)) || Is(given, nameof(FlowservPasswordResetRequest));

    // An event that concerns no user, or a user of another system: the name in such an object does not identify a user.
    private static bool IsResult(object given) => Is(given, nameof(FlowservAuditEvent)) || Is(given, nameof(FlowservImportResult));

    // Including one that was read back.
    private static bool Is(object given, string type) => PSObject.AsPSObject(given).TypeNames.Any(
        name => name.Contains($"{nameof(FlowservUsers)}.{type}", StringComparison.Ordinal));
}
