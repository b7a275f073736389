using System.Management.Automation;

namespace FlowservUsers.Secrets;

/// <summary>A reset request on the pipeline, whose identifier is hidden like the key of <see cref="SessionWithHiddenKey"/>.</summary>
public sealed class RequestWithHiddenId : FlowservPasswordResetRequest
{
    internal RequestWithHiddenId(FlowservPasswordResetRequest request)
        : base(request, request.RequestId)
    {
    }

    /// <summary>The secret identifier.</summary>
    [Hidden]
    public override object RequestId => HiddenSecret.Of(base.RequestId)!;
}
