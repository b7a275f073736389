using System.Collections;
using System.Management.Automation;
using System.Security;
using FlowservUsers.Users;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that takes names or identifiers of users take objects as well. An object that carries an identifier
/// goes by it: its name may have changed hands since.
/// </summary>
/// <remarks>
/// Everything that is piped in is bound by this attribute, so that no object is bound by a property of a stale name, and
/// none gets into an error of the engine with all that stands in it. What tells no user becomes an empty text.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UserIdentityAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Identifiers = ["UserId", "Id"];
    private static readonly string[] Names = ["Identity", "Username", "Name"];

    /// <summary>Leaves sessions as they are, for a cmdlet that does something else with them.</summary>
    public bool LeavesSessions { get; set; }

    /// <summary>Leaves a SecureString as it is, for a cmdlet that takes it for the identifier of a reset request.</summary>
    public bool LeavesRequests { get; set; }

    /// <summary>The parameter takes patterns: the name that an object tells stands for itself, whatever characters it has.</summary>
    public bool TakesPatterns { get; set; }

    /// <summary>Turns what was given into names and identifiers.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">Names, identifiers, objects, or an array of them.</param>
    /// <returns>An array of strings, or one string; null, and sessions that are left, as they are.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null || (LeavesSessions && SessionIdentityAttribute.IsSession(inputData))
            || (LeavesRequests && InputRow.Unwrap(inputData) is SecureString))
        {
            return inputData;
        }

        return Identities(inputData).ToArray();
    }

    /// <summary>The one user that an object tells; empty if it tells none, or several.</summary>
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
            if (UserId.TryParse(InputRow.Text(given, property), out string id))
                return [id];
        }
        if (IsResult(given) && InputRow.Value(given, Identifiers[1]) is not null)
            return [""];

        object? named = Names.Select(property => InputRow.Value(given, property)).FirstOrDefault(value => value is not null);
        IEnumerable<string> identities = named is null ? [""] : Identities(named);
        return TakesPatterns ? identities.Select(WildcardPattern.Escape) : identities;
    }

    /// <summary>The names and identifiers that an object tells.</summary>
    internal static string[] Read(object given) => [.. new UserIdentityAttribute().Identities(given)];

    /// <summary>Whether an object is a reset request, or says that it is one.</summary>
    internal static bool IsRequest(object given) => InputRow.Has(given, nameof(FlowservPasswordResetRequest.RequestId)) || Is(given, nameof(FlowservPasswordResetRequest));

    // An event that concerns nobody, or a user of another system: what this module says of such ones is no name to go by.
    private static bool IsResult(object given) => Is(given, nameof(FlowservAuditEvent)) || Is(given, nameof(FlowservImportResult));

    // Also one that was read back.
    private static bool Is(object given, string type) => PSObject.AsPSObject(given).TypeNames.Any(
        name => name.Contains($"{nameof(FlowservUsers)}.{type}", StringComparison.Ordinal));
}
