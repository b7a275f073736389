using System.Data.Common;
using System.Text.Json;
using System.Text;
using FlowservUsers.Core.Tests.Storage;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests;

/// <summary>What went wrong in flowserv-core 0.9.4 cannot happen here; one test or more for each defect.</summary>
public sealed class OriginalDefectsTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Listing_and_activating_return_no_key()
    {
        FlowservUser alice = _database.Register();
        string key = _database.Login();

        string shown = JsonSerializer.Serialize(_database.Service.ListUsers()) + JsonSerializer.Serialize(_database.Service.ActivateUser(alice.Id));
        Assert.Contains("alice", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("fsk_", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(key[4..12], shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_with_spaces_at_its_ends_works_exactly_as_it_was_set()
    {
        _database.Register("alice", " correct horse ");

        Assert.NotEmpty(_database.Login("alice", " correct horse "));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", "correct horse"));
    }

    [Fact]
    public void Of_parallel_registrations_of_one_name_exactly_one_wins_and_the_name_stays_usable()
    {
        LocalUserService[] services = [.. Enumerable.Range(0, 4).Select(_ => _database.Open())];
        using var start = new Barrier(services.Length);
        var outcomes = new string[services.Length];
        var threads = services.Select((service, index) => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                outcomes[index] = service.RegisterUser(index % 2 == 0 ? "alice" : "ALICE", TestDatabase.GoodPassword).Id;
            }
            catch (DuplicateUserException error)
            {
                outcomes[index] = error.ErrorId;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(3, outcomes.Count(outcome => outcome == "DuplicateUser"));
        Assert.Equal(outcomes.Single(outcome => outcome != "DuplicateUser"), Assert.Single(_database.Service.ListUsers()).Id);
        Assert.NotEmpty(_database.Login());
        Assert.All(services, service => service.Dispose());
    }

    [Fact]
    public void The_database_itself_refuses_a_name_that_was_registered_meanwhile()
    {
        PasswordHash hash = new(PasswordSchemes.Current, "x");
        NewUser[] users =
        [
            new(Guid.NewGuid().ToString("N"), Username.Parse("alice"), UserStatus.Active, hash, _database.Clock.GetUtcNow()),
            new(Guid.NewGuid().ToString("N"), Username.Parse("ALICE"), UserStatus.Active, hash, _database.Clock.GetUtcNow()),
        ];
        using IUserStore store = _database.OpenStore();

        Assert.Equal([true, false], store.AddUsers(users));
        Assert.Equal("alice", Assert.Single(_database.Service.ListUsers()).Username);
    }

    [FileFact]
    public void Neither_a_key_nor_a_request_nor_a_password_is_in_the_files_of_the_database()
    {
        _database.Register();
        string key = _database.Login();
        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);

        string[] files = Directory.GetFiles(Path.GetDirectoryName(_database.Path)!);
        Assert.Contains(_database.Path + "-wal", files);
        foreach (byte[] content in files.Select(ForeignFiles.Read))
        {
            foreach (string secret in (string[])[key, key[4..], request, request[4..], TestDatabase.GoodPassword])
            {
                Assert.Equal(-1, content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
                Assert.Equal(-1, content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)));
            }
        }
    }

    [Fact]
    public void Nothing_in_the_database_can_be_used_to_log_in()
    {
        _database.Register();
        _database.Login();
        _database.Service.RequestPasswordReset("alice");

        foreach (byte[] hash in (byte[][])[Stored("SELECT key_hash FROM sessions"), Stored("SELECT request_hash FROM password_resets")])
        {
            string[] forms = [Convert.ToHexString(hash), Convert.ToHexString(hash).ToLowerInvariant(), Convert.ToBase64String(hash), Encoding.Latin1.GetString(hash)];
            Assert.All(forms, form => Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(form)));
            Assert.All(forms, form => Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(form, "another horse")));
        }
    }

    [Fact]
    public void Every_login_has_its_own_key_and_logging_out_ends_no_other()
    {
        _database.Register();
        string here = _database.Login();
        string elsewhere = _database.Login();
        _database.Service.LogoutUser(here);

        Assert.Equal("alice", _database.Service.WhoAmIUser(elsewhere).Username);
        Assert.NotEqual(here, _database.Login());
    }

    [Fact]
    public void An_expired_key_or_a_key_of_an_inactive_user_is_refused_everywhere()
    {
        _database.Register();
        string expired = _database.Login();
        _database.Clock.Advance(TimeSpan.FromHours(24));
        string ofDisabled = _database.Login();
        _database.Query("UPDATE users SET status = 2");

        foreach (string key in (string[])[expired, ofDisabled])
        {
            Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
            Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.LogoutUser(key));
            Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.Sessions.Resume(key));
        }
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("nobody")]
    public void Guessing_is_slowed_down_alike_for_a_name_that_exists_and_one_that_does_not(string name)
    {
        _database.Register();
        var functions = new Passwords.CountingHashFunctions();
        using var service = _database.Open(functions);
        for (int attempt = 0; attempt < 6; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(name, "wrong"));
        Assert.Equal(6, functions.BcryptWorkFactors.Count);

        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(name, TestDatabase.GoodPassword));
        Assert.Equal("locked", LastFailure());
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(name, "wrong"));
        Assert.Equal(name == "alice" ? "wrong password" : "unknown name", LastFailure());
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("al%")]
    [InlineData("a_ice")]
    public void A_prefix_has_no_wildcards(string prefix)
    {
        _database.Register();

        Assert.Empty(_database.Service.ListUsers(prefix));
    }

    [Fact]
    public void Times_are_stored_in_UTC_whatever_the_time_zone()
    {
        _database.Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(13), "far", "far"));
        FlowservUser user = _database.Register();
        FlowservPasswordResetRequest request = _database.Service.RequestPasswordReset("alice");

        Assert.Equal(_database.Clock.GetUtcNow(), _database.Service.Accounts.Get(user.Id).CreatedAt);
        Assert.Equal(_database.Clock.GetUtcNow().AddMinutes(30), request.ExpiresAt);
        Assert.Equal(_database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (long)StoredValue("SELECT created_at FROM users"));
    }

    [Fact]
    public void A_bad_key_a_missing_password_and_one_of_5000_characters_are_ordinary_errors()
    {
        _database.Register();

        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.LogoutUser("no key"));
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alice", null));
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("nobody", null));
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alice", new string('x', 5000)));
        Assert.Throws<PasswordRejectedException>(() => _database.Service.RegisterUser("bob", new string('x', 5000)));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\r\nb")]
    [InlineData("a\u001B[2Jb")]
    public void A_name_has_no_control_characters(string name)
    {
        Assert.Throws<InvalidUsernameException>(() => _database.Register(name));
    }

    [Fact]
    public void There_is_no_built_in_user_whose_password_could_be_reset()
    {
        foreach (string name in (string[])["00000000", "admin", ""])
        {
            string request = Secret.Reveal(_database.Service.RequestPasswordReset(name).RequestId);
            Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, "another horse"));
        }
        Assert.Equal(0, (long)StoredValue("SELECT count(*) FROM users"));
    }

    [Fact]
    public void Opening_a_database_that_is_to_be_created_keeps_what_is_in_it()
    {
        FlowservUser alice = _database.Register();
        using LocalUserService again = _database.Open(create: true);

        Assert.Equal(alice.Id, Assert.Single(again.ListUsers()).Id);
    }

    [FileTheory]
    [InlineData("SELECT id FROM users WHERE username_key = 'alice'")]
    [InlineData("SELECT id FROM users WHERE username_key >= 'al' AND username_key < 'am' ORDER BY username_key")]
    [InlineData("SELECT username FROM users WHERE id = 'x'")]
    [InlineData("SELECT id FROM sessions WHERE key_hash = x'00'")]
    [InlineData("SELECT user_id FROM password_resets WHERE request_hash = x'00'")]
    public void Names_keys_and_requests_are_looked_up_by_an_index(string query)
    {
        using DbConnection connection = _database.Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query;
        using DbDataReader plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.StartsWith("SEARCH", plan.GetString(3), StringComparison.Ordinal);
        Assert.False(plan.Read());
    }

    [Fact]
    public void An_operation_that_fails_halfway_stores_nothing()
    {
        PasswordHash hash = new(PasswordSchemes.Current, "x");
        string id = Guid.NewGuid().ToString("N");
        NewUser[] users =
        [
            new(id, Username.Parse("alice"), UserStatus.Active, hash, _database.Clock.GetUtcNow()),
            new(id, Username.Parse("bob"), UserStatus.Active, hash, _database.Clock.GetUtcNow()),
        ];
        using IUserStore store = _database.OpenStore();

        Assert.ThrowsAny<Exception>(() => store.AddUsers(users));
        Assert.Empty(_database.Service.ListUsers());
        Assert.Equal(0, (long)StoredValue("SELECT count(*) FROM audit_events WHERE type = 'UserRegistered'"));
        Assert.Equal([true], store.AddUsers(users[..1]));
    }

    private string LastFailure() => _database.Details(AuditEventType.LoginFailed)[0];

    private byte[] Stored(string query) => (byte[])StoredValue(query);

    private object StoredValue(string query) => _database.Query(query)!;
}
