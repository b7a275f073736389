using FlowservUsers.Core.Tests.Passwords;

namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>What a login costs, counted in work done and not by a clock.</summary>
public sealed class LoginCostTests : IDisposable
{
    private const int WorkFactor = 6;
    private const string OverLong = "over-long";

    private readonly TestDatabase _database = new();
    private readonly CountingHashFunctions _work = new();
    private readonly LocalUserService _service;

    public LoginCostTests()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { WorkFactor = WorkFactor });
        foreach (string username in new[] { "alice", "pending", "disabled", "locked", "corrupt", "costly" })
            _database.Register(username);
        _database.Query("UPDATE users SET status = 0 WHERE username = 'pending'");
        _database.Query("UPDATE users SET status = 2 WHERE username = 'disabled'");
        _database.Query("UPDATE users SET locked_until = 9223372036854775807 WHERE username = 'locked'");
        _database.Query("UPDATE users SET password_hash = 'rubbish' WHERE username = 'corrupt'");
        _database.Query("UPDATE users SET password_hash = '$2b$31' || substr(password_hash, 7) WHERE username = 'costly'");
        _service = _database.Open(_work);
    }

    public void Dispose()
    {
        _service.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "")]
    [InlineData("alice", OverLong)]
    [InlineData("nobody", "wrong")]
    [InlineData("nobody", OverLong)]
    [InlineData("", "wrong")]
    [InlineData("pending", TestDatabase.GoodPassword)]
    [InlineData("disabled", TestDatabase.GoodPassword)]
    [InlineData("locked", TestDatabase.GoodPassword)]
    [InlineData("locked", OverLong)]
    [InlineData("corrupt", TestDatabase.GoodPassword)]
    [InlineData("costly", TestDatabase.GoodPassword)]
    public void A_failed_login_costs_one_bcrypt_of_the_current_work_factor(string username, string password)
    {
        Fail(username, password == OverLong ? new string('x', 1_025) : password);

        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
        Assert.Empty(_work.Pbkdf2Rounds);
    }

    [Fact]
    public void A_locked_name_costs_one_bcrypt()
    {
        foreach (string username in new[] { "alice", "nobody" })
        {
            for (int failure = 0; failure < 5; failure++)
                Fail(username, "wrong");
            _work.BcryptWorkFactors.Clear();

            Fail(username, TestDatabase.GoodPassword);

            Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
        }
    }

    [Fact]
    public void A_successful_login_costs_one_bcrypt()
    {
        _service.LoginUser("alice", TestDatabase.GoodPassword);

        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    [Fact]
    public void A_hash_of_a_lower_work_factor_is_made_up_for_when_the_login_fails()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { WorkFactor = WorkFactor + 2 });

        Fail("alice", "wrong");

        Assert.Equal(1L << (WorkFactor + 2), _work.BcryptRounds);
    }

    [Fact]
    public void A_hash_of_a_higher_work_factor_costs_what_it_costs_until_the_next_login_replaces_it()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { WorkFactor = WorkFactor - 1 });

        Fail("alice", "wrong");
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);

        _service.LoginUser("alice", TestDatabase.GoodPassword);
        _work.BcryptWorkFactors.Clear();
        Fail("alice", "wrong");
        Assert.Equal([WorkFactor - 1], _work.BcryptWorkFactors);
    }

    [Fact]
    public void A_hash_of_one_round_is_made_up_for_when_the_login_fails()
    {
        _service.Accounts.RegisterWithHash("cheap", "$pbkdf2-sha256$1$c2FsdHNhbHQ$" + new string('a', 42) + "A");

        Fail("cheap", "wrong horse battery");

        Assert.All(_work.Pbkdf2Rounds, rounds => Assert.Equal(1, rounds));
        Assert.NotEmpty(_work.Pbkdf2Rounds);
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    // Twice the cost of the work factor; and 30,000 rounds of SHA-256, which are worth 117 of bcrypt.
    [Theory]
    [InlineData("bcrypt", "$2b$07$", 53, 128)]
    [InlineData("pbkdf2", "$pbkdf2-sha256$30000$c2FsdHNhbHQ$", 43, 117)]
    public void A_more_expensive_hash_from_another_system_sets_the_cost_of_every_failed_login_until_it_is_gone(
        string name, string start, int digestLength, int rounds)
    {
        _service.Accounts.RegisterWithHash(name, start + new string('a', digestLength - 1) + (name == "bcrypt" ? 'a' : 'A'));

        foreach (string username in (string[])[name, "alice", "nobody", "pending", "locked", "corrupt"])
        {
            _work.BcryptWorkFactors.Clear();
            _work.Pbkdf2Rounds.Clear();
            Fail(username, "wrong horse battery");
            Assert.InRange(_work.BcryptRounds + (_work.Pbkdf2Rounds.Sum() / 256), rounds - 15, rounds);
        }

        _service.ExpiredItems.Clear();
        _work.BcryptWorkFactors.Clear();
        Fail("nobody", "wrong horse battery");
        Assert.InRange(_work.BcryptRounds, rounds - 15, rounds);

        _service.Accounts.Unregister(_service.Accounts.Get(name).Id);
        _service.ExpiredItems.Clear();
        _work.BcryptWorkFactors.Clear();
        Fail("nobody", "wrong horse battery");
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    [Fact]
    public void A_hash_that_cannot_be_read_is_a_failed_login_that_the_audit_trail_explains()
    {
        Fail("corrupt", TestDatabase.GoodPassword);

        Assert.Equal("the stored hash cannot be read", _database.Details(AuditEventType.LoginFailed)[0]);
    }

    private void Fail(string username, string password) =>
        Assert.Throws<InvalidCredentialsException>(() => _service.LoginUser(username, password));
}
