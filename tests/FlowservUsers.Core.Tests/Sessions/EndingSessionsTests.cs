using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>What takes a user's access away ends the sessions in the same transaction.</summary>
public sealed class EndingSessionsTests : IDisposable
{
    private const string NewPassword = "another good password";

    private readonly TestDatabase _database = new();
    private readonly IUserStore _store;
    private readonly FlowservUser _alice;
    private readonly string _key;
    private readonly string _otherKey;
    private readonly string _bobsKey;

    public EndingSessionsTests()
    {
        _store = UserStores.Open(DatabaseLocation.Parse(_database.Path), new LocalUserServiceOptions(), CancellationToken.None);
        _alice = _database.Register();
        _database.Register("bob");
        _key = _database.Login();
        _otherKey = _database.Login();
        _bobsKey = _database.Login("bob");
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Disabling_a_user_ends_every_session_and_open_request()
    {
        string request = RequestReset();

        Disable();

        Assert.Equal([false, false, true], Valid());
        Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, NewPassword));
    }

    [Fact]
    public void Enabling_the_user_again_does_not_bring_a_session_back()
    {
        Disable();
        _database.Service.ActivateUser(_alice.Id);

        Assert.Equal([false, false, true], Valid());
    }

    [Fact]
    public void Resetting_a_password_ends_every_session_of_the_user()
    {
        _database.Service.ResetPassword(RequestReset(), NewPassword);

        Assert.Equal([false, false, true], Valid());
    }

    [Fact]
    public void Changing_a_password_ends_every_session_but_the_one_it_is_changed_in()
    {
        Assert.True(ChangePassword(SessionId(_key)));

        Assert.Equal([true, false, true], Valid());
    }

    [Fact]
    public void Changing_a_password_without_a_session_ends_them_all()
    {
        Assert.True(ChangePassword(keptSessionId: null));

        Assert.Equal([false, false, true], Valid());
    }

    public static TheoryData<string, string> LastSteps => new()
    {
        { "reset", "DELETE ON sessions" },
        { "reset", "UPDATE OF password_hash ON users" },
        { "reset", "INSERT ON audit_events" },
        { "change", "DELETE ON sessions" },
        { "change", "UPDATE OF password_hash ON users" },
        { "change", "INSERT ON audit_events" },
        { "disable", "DELETE ON sessions" },
        { "disable", "INSERT ON audit_events" },
    };

    [Theory]
    [MemberData(nameof(LastSteps))]
    public void If_any_step_fails_the_old_password_and_the_sessions_remain(string operation, string failingStep)
    {
        string request = RequestReset();
        TestStorage.Refuse(_database.Path, failingStep);

        Assert.ThrowsAny<Exception>(() =>
        {
            if (operation == "reset")
                _database.Service.ResetPassword(request, NewPassword);
            else if (operation == "change")
                ChangePassword(keptSessionId: null);
            else
                Disable();
        });

        TestStorage.Allow(_database.Path, failingStep);
        Assert.Equal([true, true, true], Valid());
        _database.Login();
        _database.Service.ResetPassword(request, NewPassword);
    }

    private bool[] Valid() => [.. new[] { _key, _otherKey, _bobsKey }.Select(key => _database.Service.Sessions.IsValid(key))];

    private string SessionId(string key) => _store.FindSession(Token.Hash(key)!)!.Value.SessionId;

    private string RequestReset() => Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);

    private void Disable() => _store.DisableUser(_alice.Id, _database.Clock.GetUtcNow());

    private bool ChangePassword(string? keptSessionId)
    {
        StoredUser stored = _store.FindUserById(_alice.Id)!;
        PasswordHash replacement = new PasswordHasher(new KeyRing([_store.ReadHashingKeys()[0].Key!]), new HashFunctions()).Hash(NewPassword, 4);
        return _store.ChangePassword(_alice.Id, stored.Password, replacement, keptSessionId, _database.Clock.GetUtcNow()) is not null;
    }
}
