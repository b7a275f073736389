using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Sessions;

/// <summary>What Export-Clixml, a job or a remote session take along of an object.</summary>
public sealed class SerializationTests : IDisposable
{
    private readonly Engine _engine = new();

    public SerializationTests() => _engine.Run("Register-FlowservUser alice -Password $password").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Connect-FlowservUser -Username alice -Password $password", "ApiKey", "ExpiresAt")]
    [InlineData("Request-FlowservPasswordReset alice", "RequestId", "ExpiresAt")]
    [InlineData("Register-FlowservUser bob -GeneratePassword", "Password", "CreatedAt")]
    public void A_secret_is_left_out_and_the_rest_is_kept(string script, string secret, string other)
    {
        object item = _engine.Run(script).One<object>();
        string text = _engine.Run("[System.Management.Automation.PSSerializer]::Serialize($item)", ("item", item)).One<string>();

        PSObject copy = Assert.IsType<PSObject>(PSSerializer.Deserialize(text));
        Assert.Null(copy.Properties[secret]);
        Assert.NotNull(copy.Properties[other]?.Value);
        Assert.NotNull(copy.Properties["Username"]?.Value);
    }
}
