namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>A request for a name that nobody has costs what any other costs, and is worth nothing.</summary>
public sealed class ResetRequestOfNobodyTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public ResetRequestOfNobodyTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void As_much_is_written_as_for_a_user_and_a_new_request_replaces_the_old()
    {
        foreach (string username in new[] { "alice", "nobody", "alice", "NoBody " })
            Request(username);

        Assert.Equal(2L, _database.Query("SELECT count(*) FROM password_resets"));
        Assert.Equal(1L, _database.Query("SELECT count(DISTINCT length(user_id)) FROM password_resets"));
        Assert.Equal(4, _database.Details(AuditEventType.PasswordResetRequested).Count);
    }

    [Fact]
    public void The_name_is_not_stored()
    {
        Request("nobody");

        Assert.Equal(0L, _database.Query("SELECT count(*) FROM password_resets WHERE user_id LIKE '%nobody%'"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("disabled")]
    public void It_cannot_be_used_also_not_when_somebody_gets_the_name_or_the_right_later(string username)
    {
        FlowservUser disabled = _database.Register("disabled");
        _database.Query("UPDATE users SET status = 2 WHERE username = 'disabled'");
        string request = Request(username);

        _database.Register("nobody");
        _database.Service.ActivateUser(disabled.Id);

        Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, "another good password"));
    }

    private string Request(string username) => Secret.Reveal(_database.Service.RequestPasswordReset(username).RequestId);
}
