using System.Security;

namespace FlowservUsers.Secrets;

/// <summary>Returns secrets in the form that was asked for: as a string, or hidden from files and from listings of all properties.</summary>
internal static class SecretOutput
{
    public static FlowservSession Of(FlowservSession session, bool asPlainText) =>
        asPlainText ? session.WithApiKey(Secret.Reveal(session.ApiKey)) : new SessionWithHiddenKey(session);

    public static FlowservUserWithPassword Of(FlowservUserWithPassword user, bool asPlainText) =>
        asPlainText ? user.WithPassword(Secret.Reveal(user.Password)) : new UserWithHiddenPassword(user);

    public static FlowservPasswordResetRequest Of(FlowservPasswordResetRequest request, bool asPlainText) =>
        asPlainText ? request.WithRequestId(Secret.Reveal(request.RequestId)) : new RequestWithHiddenId(request);

    /// <summary>A secret of an object, in whichever form it has.</summary>
    public static SecureString? ToSecureString(object? secret) => secret switch
    {
        SecureString secure => secure,
        HiddenSecret hidden => hidden.Value,
        string text => Secret.Protect(text),
        _ => null,
    };
}
