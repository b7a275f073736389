using FlowservUsers.PowerShell.Tests;

namespace FlowservUsers.PostgreSql.Tests;

public sealed class SecrecyTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("postgresql://flowserv:s3cr3t@127.0.0.1:1/none")]
    [InlineData("postgresql://flowserv:s3cr3t@127.0.0.1:1x/none")]
    [InlineData("mysql://flowserv:s3cr3t@127.0.0.1/none")]
    public void The_password_of_a_server_is_on_no_stream_of_a_cmdlet(string url)
    {
        EngineOutcome used = _engine.Run("Get-FlowservUser -Database $url -Verbose", ("url", url));

        var error = Assert.Single(used.Errors);
        Assert.StartsWith("DatabaseUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string shown = string.Join(' ', [error, error.Exception, error.TargetObject, .. used.Verbose, .. used.Warnings]);
        Assert.NotEmpty(used.Verbose);
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
    }
}
