using System.Management.Automation;

namespace FlowservUsers.Secrets;

/// <summary>
/// A session on the pipeline. Its key is hidden: who asks for it by name gets it, and neither Select-Object * nor a file has
/// it, in a runspace that does not know this module as well. A SecureString in CLIXML is no more than encoded on Unix.
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
