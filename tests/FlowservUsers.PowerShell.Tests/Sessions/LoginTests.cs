using System.Management.Automation;
using System.Security;

namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class LoginTests : IDisposable
{
    private readonly Engine _engine = new();

    public LoginTests() => _engine.Run("Register-FlowservUser alice $password; Register-FlowservUser bob $password").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Connect-FlowservUser -Username Alice -Password $password")]
    [InlineData("Connect-FlowservUser -Name alice -Password $secure")]
    [InlineData("Connect-FlowservUser $credential")]
    [InlineData("Connect-FlowservUser -Credential $credential")]
    [InlineData("$credential | Connect-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = 'alice'; Password = $password } | Connect-FlowservUser")]
    public void A_login_in_every_form_becomes_the_current_session(string script)
    {
        SecureString secure = Secret.Protect(Engine.GoodPassword);
        var session = _engine.Run(script, ("secure", secure), ("credential", new PSCredential("alice", secure))).One<FlowservSession>();

        Assert.Equal("alice", session.Username);
        Assert.Equal("alice", _engine.Service.WhoAmIUser(Secret.Reveal(Assert.IsType<HiddenSecret>(session.ApiKey))).Username);
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void The_key_is_text_on_request_and_the_session_has_the_requested_options()
    {
        var session = _engine.Run("Connect-FlowservUser -Username alice -Password $password -AsPlainText -Label nightly -Lifetime 00:10:00").One<FlowservSession>();

        Assert.StartsWith("fsk_", Assert.IsType<string>(session.ApiKey), StringComparison.Ordinal);
        Assert.Equal("nightly", session.Label);
        Assert.Equal(_engine.Clock.GetUtcNow().AddMinutes(10), session.ExpiresAt);
        _engine.Clock.Advance(TimeSpan.FromMinutes(10));
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Theory]
    [InlineData("nobody", "$password")]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "''")]
    [InlineData("pending", "$password")]
    [InlineData("disabled", "$password")]
    [InlineData("\"a`nb\"", "$password")]
    [InlineData("alice", "($password + ' ')")]
    [InlineData("alice", "('x' * 5000)")]
    public void Every_failed_login_is_the_same_InvalidCredentials_error(string name, string password)
    {
        _engine.Run("Register-FlowservUser pending $password -RequireActivation; Register-FlowservUser disabled $password").Succeeded();
        _engine.Disable("disabled");

        ErrorRecord error = _engine.Run($"Connect-FlowservUser -Username {name} -Password {password}").NonTerminating("InvalidCredentials");

        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.IsAssignableFrom<UnknownUserException>(error.Exception);
        Assert.IsType<InvalidCredentialsException>(error.Exception);
        Assert.IsType<string>(error.TargetObject);
        Assert.EndsWith("or the user cannot log in now.", error.ToString(), StringComparison.Ordinal);
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void A_failed_login_does_not_end_the_pipeline()
    {
        EngineOutcome outcome = _engine.Run(
            """
            'alice', 'nobody', 'bob' | ForEach-Object { [pscustomobject]@{ Username = $_; Password = $password } } | Connect-FlowservUser
            """);

        Assert.Equal("nobody", outcome.NonTerminating("InvalidCredentials").TargetObject);
        Assert.Equal(["alice", "bob"], outcome.As<FlowservSession>().Select(session => session.Username));
        Assert.Equal("bob", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    [InlineData("00:00:00.5")]
    [InlineData("366.00:00:00")]
    [InlineData("([timespan]::MaxValue)")]
    public void A_lifetime_out_of_range_is_an_InvalidPolicy_error_that_says_how_days_are_written(string lifetime)
    {
        ErrorRecord error = _engine.Run($"Connect-FlowservUser -Username alice -Password $password -Lifetime {lifetime}").NonTerminating("InvalidPolicy");

        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.IsAssignableFrom<ConstraintViolationException>(error.Exception);
        Assert.Contains("30 days are written as 30.00:00", error.ToString());
    }

    [Fact]
    public void A_session_is_resumed_with_its_key()
    {
        string id = _engine.Run("$session = Connect-FlowservUser -Username alice -Password $password -NoCurrent -Label batch; $session").One<FlowservSession>().Id;
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");

        var resumed = _engine.Run("Connect-FlowservUser -ApiKey $session.ApiKey").One<FlowservSession>();

        Assert.Equal(id, resumed.Id);
        Assert.Equal("batch", resumed.Label);
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void A_bad_key_resumes_no_session()
    {
        ErrorRecord error = _engine.Run("Connect-FlowservUser -ApiKey fsk_nothing").NonTerminating("UnauthenticatedAccess");

        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.IsType<UnauthenticatedAccessException>(error.Exception);
        Assert.DoesNotContain("fsk_nothing", error.Exception.ToString(), StringComparison.Ordinal);
        Assert.Null(error.TargetObject);
    }

    [Fact]
    public void NoCurrent_leaves_the_current_session()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password; Connect-FlowservUser -Username bob -Password $password -NoCurrent").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Theory]
    [InlineData("Connect-FlowservUser")]
    [InlineData("Connect-FlowservUser alice")]
    [InlineData("Connect-FlowservUser -Username alice")]
    [InlineData("Register-FlowservUser carol")]
    [InlineData("Reset-FlowservPassword")]
    [InlineData("Reset-FlowservPassword -RequestId x")]
    [InlineData("[pscustomobject]@{ Username = 'carol' } | Register-FlowservUser")]
    public void A_missing_secret_is_an_error_in_a_noninteractive_session(string script)
    {
        EngineOutcome outcome = _engine.Run(script);

        Assert.True(outcome.Failure is not null || outcome.Errors.Count > 0);
        Assert.Empty(outcome.Output);
        Assert.Equal(2, _engine.Service.ListUsers().Count());
    }
}
