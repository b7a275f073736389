using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Secrets;

/// <summary>Where secrets go in, and that they do not come out by accident.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Engine _engine = new();

    public SecretTests() => _engine.Run("Register-FlowservUser alice $password").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Register-FlowservUser bob -Password 31415926")]
    [InlineData("Register-FlowservUser bob -Password @('31415926')")]
    [InlineData("Register-FlowservUser bob -Password @{ x = '31415926' }")]
    [InlineData("Connect-FlowservUser -Username alice -Password 31415926")]
    [InlineData("Connect-FlowservUser -ApiKey 31415926")]
    [InlineData("Get-FlowservCurrentUser -ApiKey 31415926")]
    [InlineData("Reset-FlowservPassword -RequestId 31415926 -Password x")]
    [InlineData("[pscustomobject]@{ Username = 'bob'; Password = 31415926 } | Register-FlowservUser")]
    public void A_secret_of_a_wrong_type_is_an_error_that_does_not_show_it(string script)
    {
        EngineOutcome outcome = _engine.Run(script);

        ErrorRecord error = outcome.Failure?.ErrorRecord ?? Assert.Single(outcome.Errors);
        Assert.DoesNotContain("31415926", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("31415926", error.Exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Connect-FlowservUser -Username alice -Password $password", "ApiKey")]
    [InlineData("Connect-FlowservUser -Username alice -Password $password -AsPlainText", "ApiKey")]
    [InlineData("Request-FlowservPasswordReset alice", "RequestId")]
    [InlineData("Request-FlowservPasswordReset alice -AsPlainText", "RequestId")]
    [InlineData("Register-FlowservUser bob -GeneratePassword", "Password")]
    [InlineData("Register-FlowservUser bob -GeneratePassword -AsPlainText", "Password")]
    public void A_serialised_object_does_not_hold_its_secret(string script, string property)
    {
        EngineOutcome outcome = _engine.Run($"$object = {script}; $object; [System.Management.Automation.PSSerializer]::Serialize($object)");

        string serialised = (string)outcome.Succeeded().Output[1].BaseObject;
        string secret = Secret.Reveal(outcome.Output[0].Properties[property].Value);
        Assert.Contains("Username", serialised, StringComparison.Ordinal);
        Assert.DoesNotContain($"N=\"{property}\"", serialised, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, serialised, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Text.Encoding.Unicode.GetBytes(secret)), serialised, StringComparison.Ordinal);
    }

    [Fact]
    public void No_stream_and_no_error_shows_a_secret()
    {
        const string Script =
            """
            $VerbosePreference = $DebugPreference = 'Continue'
            Register-FlowservUser bob 'open sesame 1' -Verbose -Debug
            Register-FlowservUser bob 'open sesame 1' -Verbose
            Register-FlowservUser bob 'open s' -Verbose
            $session = Connect-FlowservUser -Username bob -Password 'open sesame 1' -Verbose
            Connect-FlowservUser -Username bob -Password 'open sesame 2' -NoCurrent -Verbose
            Get-FlowservCurrentUser -Verbose
            $request = Request-FlowservPasswordReset bob -Verbose
            Reset-FlowservPassword $request.RequestId 'open sesame 3' -Verbose
            Reset-FlowservPassword $request.RequestId 'open sesame 3' -Verbose
            Disconnect-FlowservUser -Verbose
            $session, $request
            """;
        EngineOutcome outcome = _engine.Run(Script);

        string[] secrets =
        [
            "open s",
            Secret.Reveal(outcome.As<object>().OfType<FlowservSession>().Single().ApiKey),
            Secret.Reveal(outcome.As<object>().OfType<FlowservPasswordResetRequest>().Single().RequestId),
        ];
        string[] shown =
        [
            .. outcome.Output.Select(item => item.ToString()),
            .. outcome.Output.SelectMany(item => item.Properties.Select(property => $"{property.Value}")),
            .. outcome.Warnings,
            .. outcome.Verbose,
            .. outcome.Errors.SelectMany(error => (string[])[error.ToString(), error.Exception.ToString(), $"{error.TargetObject}", $"{error.ErrorDetails}"]),
        ];
        Assert.Equal(5, outcome.Errors.Count);
        Assert.NotEmpty(outcome.Verbose);
        Assert.All(secrets, secret => Assert.DoesNotContain(shown, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_secret_parameter_is_a_SecureString()
    {
        EngineOutcome outcome = _engine.Run(
            """
            Get-Command *-Flowserv* | ForEach-Object { $_.Parameters.Values } |
                Where-Object { $_.Name -in 'Password', 'ApiKey', 'RequestId', 'CurrentPassword', 'NewPassword' } |
                ForEach-Object { $_.ParameterType }
            """);

        Assert.True(outcome.Succeeded().Output.Count >= 7);
        Assert.All(outcome.As<Type>(), type => Assert.Equal(typeof(System.Security.SecureString), type));
    }
}
