using System.Collections;
using System.Management.Automation;
using FlowservUsers.Sessions;

namespace FlowservUsers.Binding;

/// <summary>Lets a parameter that takes session identifiers also take session objects, including those read back from a file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionIdentityAttribute : ArgumentTransformationAttribute
{
    /// <summary>Converts sessions to their identifiers.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A session, an array of them, or anything else.</param>
    /// <returns>Identifiers instead of sessions; anything else unchanged.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is IList { Count: > 0 } list)
            return list.Cast<object?>().All(IsSession) ? list.Cast<object?>().Select(session => IdOf(session)!).ToArray() : inputData;
        return IdOf(inputData) is { } id ? new[] { id } : inputData;
    }

    /// <summary>Whether a value is a session, or an array of sessions: objects with a session's identifier.</summary>
    internal static bool IsSession(object? value) => InputRow.Unwrap(value) is IList { Count: > 0 } list
        ? list.Cast<object?>().All(IsSession)
        : IdOf(value) is not null;

    /// <summary>The identifier of an object, or null.</summary>
    internal static string? IdOf(object? value)
    {
        if (InputRow.Unwrap(value) is null or string)
            return null;
        string? id = InputRow.Text(value, "SessionId") ?? InputRow.Text(value, "Id");
        return UserSessions.IsId(id) ? id : null;
    }
}
