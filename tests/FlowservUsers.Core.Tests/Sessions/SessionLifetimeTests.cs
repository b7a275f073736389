using FlowservUsers.Sessions;

namespace FlowservUsers.Core.Tests.Sessions;

[Collection(ProcessEnvironment.Name)]
public sealed class SessionLifetimeTests : IDisposable
{
    private const string Variable = "FLOWSERV_AUTH_TTL";

    private readonly TestDatabase _database = new();

    public SessionLifetimeTests()
    {
        _database.Register();
        _database.Service.Policy.Set(policy => policy with { SessionLifetime = TimeSpan.FromHours(2) });
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _database.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_the_variable_the_policy_sets_the_lifetime(string? value)
    {
        Environment.SetEnvironmentVariable(Variable, value);

        Assert.Equal(TimeSpan.FromHours(2), Lifetime());
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("31536000", 31_536_000)]
    public void The_variable_overrides_the_policy_in_seconds(string value, double seconds)
    {
        Environment.SetEnvironmentVariable(Variable, value);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Lifetime());
        Assert.Equal(TimeSpan.FromHours(2), _database.Service.Policy.Get().SessionLifetime);
    }

    [Fact]
    public void A_requested_lifetime_overrides_the_variable()
    {
        Environment.SetEnvironmentVariable(Variable, "rubbish");

        Assert.Equal(TimeSpan.FromMinutes(5), Lifetime(new SessionOptions { Lifetime = TimeSpan.FromMinutes(5) }));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("1:00:00")]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("-60")]
    [InlineData("31536001")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void An_invalid_variable_is_an_error_that_names_it(string value)
    {
        Environment.SetEnvironmentVariable(Variable, value);

        var error = Assert.Throws<InvalidPolicyException>(() => _database.Login());

        Assert.Contains(Variable, error.Message, StringComparison.Ordinal);
        Assert.Contains("seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_requested_lifetime_must_be_in_range()
    {
        Assert.Throws<InvalidPolicyException>(() => Lifetime(new SessionOptions { Lifetime = TimeSpan.FromDays(366) }));
        Assert.Throws<InvalidPolicyException>(() => Lifetime(new SessionOptions { Lifetime = TimeSpan.Zero }));
    }

    private TimeSpan Lifetime(SessionOptions? options = null)
    {
        FlowservSession session = _database.Service.Sessions.Login("alice", TestDatabase.GoodPassword, options);
        return session.ExpiresAt - session.CreatedAt;
    }
}
