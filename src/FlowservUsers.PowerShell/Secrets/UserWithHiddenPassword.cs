using System.Management.Automation;

namespace FlowservUsers.Secrets;

/// <summary>A user on the pipeline with a generated password, which is hidden like the key of <see cref="SessionWithHiddenKey"/>.</summary>
public sealed class UserWithHiddenPassword : FlowservUserWithPassword
{
    internal UserWithHiddenPassword(FlowservUserWithPassword user)
        : base(user, user.Password)
    {
    }

    /// <summary>The generated password.</summary>
    [Hidden]
    public override object Password => HiddenSecret.Of(base.Password)!;
}
