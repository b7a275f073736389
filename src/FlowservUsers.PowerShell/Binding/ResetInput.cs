using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// What a piped object says about a password to set: a reset request, or a user. An object that has a RequestId, even an
/// empty one, is a request, which must be checked before it is used.
/// </summary>
/// <param name="IsRequest">Whether it is a request rather than a user.</param>
/// <param name="RequestId">The identifier of a request; null if it has none.</param>
/// <param name="Username">The name that a request was opened for; only used in messages.</param>
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

    /// <summary>The users, which may appear in messages.</summary>
    public override string ToString() => string.Join(", ", Identities);
}
