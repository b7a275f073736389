using FlowservUsers.Core.Tests.Passwords;

namespace FlowservUsers.Core.Tests.Users;

public sealed class RegisterWithHashTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    public static TheoryData<string> Programs => [.. Cheap.Select(vector => vector.Program).Distinct()];

    private static IEnumerable<HashVectors.HashVector> Cheap => HashVectors.Accepted.Where(vector => vector.Password == "p\u00E4ssw\u00F6rd");

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_user_logs_in_with_the_old_password_and_has_a_hash_of_the_current_scheme_from_then_on(string program)
    {
        (_, _, string password, string hash) = Cheap.First(vector => vector.Program == program);
        FlowservUser user = _database.Service.Accounts.RegisterWithHash(" alice ", hash);
        Assert.Equal("alice", user.Username);
        Assert.Equal(UserStatus.Active, user.Status);

        Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: hash));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: password + "x"));
        _database.Login(password: password);

        Assert.Equal("hmac-sha384+bcrypt", _database.Query("SELECT password_scheme FROM users"));
        Assert.Single(_database.Details(AuditEventType.PasswordRehashed));
        _database.Login(password: password);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: password + "x"));
    }

    [Fact]
    public void An_unusable_hash_is_refused_and_never_repeated()
    {
        foreach (HashVectors.HashVector vector in HashVectors.Recognised)
        {
            var error = Assert.Throws<InvalidPasswordHashException>(() => _database.Service.Accounts.RegisterWithHash("alice", vector.Hash));
            Assert.Equal("InvalidPasswordHash", error.ErrorId);
            Assert.Equal("alice", error.Identity);
            Assert.DoesNotContain(vector.Hash, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(vector.Hash[^10..], error.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty(_database.Service.ListUsers());
    }

    [Fact]
    public void The_name_is_subject_to_the_rules_of_every_registration()
    {
        string hash = HashVectors.Accepted[0].Hash;
        _database.Register();

        Assert.Throws<DuplicateUserException>(() => _database.Service.Accounts.RegisterWithHash("ALICE", hash));
        Assert.Throws<InvalidUsernameException>(() => _database.Service.Accounts.RegisterWithHash("", hash));
        Assert.Equal(UserStatus.Pending, _database.Service.Accounts.RegisterWithHash("bob", hash, UserStatus.Pending).Status);
    }
}
