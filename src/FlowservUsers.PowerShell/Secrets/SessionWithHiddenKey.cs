using System.Management.Automation;

namespace FlowservUsers.Secrets;

/// <summary>
/// A session on the pipeline. Its key is hidden: code that asks for it by name gets it, but Select-Object * and files do
/// not, even in a runspace that has not loaded this module. On Unix, a SecureString in CLIXML is encoded but not encrypted.
/// </summary>
public sealed class SessionWithHiddenKey : FlowservSession
{
    internal SessionWithHiddenKey(FlowservSession session)
        : base(session, session.ApiKey)
    {
    }

    /// <summary>The API key.</summary>
    [Hidden]
    public override object? ApiKey => HiddenSecret.Of(base.ApiKey);
}
