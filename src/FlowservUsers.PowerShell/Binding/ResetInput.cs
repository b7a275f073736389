using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// What an object of the pipeline says of a password that is to be set: a reset request, or a user. An object that has a
/// RequestId, be it empty, is a request: it must not be used without being looked at.
/// </summary>
/// <param name="IsRequest">Whether it is a request and no user.</param>
/// <param name="RequestId">The identifier of a request; null if it has none.</param>
/// <param name="Username">The name that a request was made for; only for messages.</param>
/// <param name="Identities">The users.</param>
/// <param name="Password">The password; null if there is none.</param>
internal sealed record ResetInput(bool IsRequest, SecureString? RequestId, string? Username, string[] Identities, SecureString? Password)
{
    /// <summary>Reads an object.</summary>
    public static ResetInput Read(object? input)
    {
        object row = input ?? "";
        if (InputRow.Unwrap(row) is SecureString request)
            return new ResetInput(IsRequest: true, request, null, [], null);

        bool isRequest = UserIdentityAttribute.IsRequest(row);
        SecretTransformationAttribute.TryConvert(InputRow.Value(row, nameof(RequestId)), out SecureString? requestId);
        SecretTransformationAttribute.TryConvert(InputRow.Value(row, nameof(Password)), out SecureString? password);
        return new ResetInput(isRequest, requestId, InputRow.Text(row, nameof(Username)), isRequest ? [] : UserIdentityAttribute.Read(row), password);
    }

    /// <summary>The users: the input can be shown.</summary>
    public override string ToString() => string.Join(", ", Identities);
}
