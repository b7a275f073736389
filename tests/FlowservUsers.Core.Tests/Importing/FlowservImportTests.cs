using FlowservUsers.Importing;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>Importing users of flowserv-core. The clock of the target stands at 2026-03-01 12:00 UTC.</summary>
public sealed class FlowservImportTests : IDisposable
{
    private const string Later = "2026-03-01T13:00:00.123456";
    private const string Earlier = "2026-03-01T11:59:59";

    private readonly TestDatabase _target = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FlowservFile _source;

    public FlowservImportTests() => _source = new FlowservFile(_folder.File("flowserv.db"));

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
        _target.Dispose();
    }

    [Fact]
    public void Users_keep_identifier_name_and_password_and_the_hash_is_replaced_at_login()
    {
        string id = _source.AddUser("alice", rounds: 29_000);

        FlowservImportResult result = Assert.Single(Import());

        Assert.True(result.Imported);
        Assert.Null(result.Reason);
        Assert.Equal(id, result.Id);
        Assert.Equal("alice", result.Username);
        Assert.Equal("aes-256-gcm+flowserv-pbkdf2-sha256", Stored(id).Password.Scheme);
        Assert.Equal(id, _target.Service.LoginUser("alice", FlowservFile.Password).UserId);
        Assert.Equal("hmac-sha384+bcrypt", Stored(id).Password.Scheme);
        Assert.Equal(id, _target.Service.LoginUser("alice", FlowservFile.Password).UserId);
    }

    // With blanks at its ends a password is tried twice.
    [Fact]
    public void A_failed_login_costs_as_much_as_the_most_expensive_imported_hash()
    {
        _source.AddUser("alice", rounds: 64_000);
        Import();

        Assert.Equal(2 * 64_000 / 256, _target.Service.Context.Store.BeginLogin(null, new byte[32], null, _target.Clock.GetUtcNow(), record => record.Counter).ForeignHashRounds);
    }

    [Fact]
    public void A_wrong_password_does_not_log_an_imported_user_in()
    {
        _source.AddUser("alice");
        Import();

        Assert.Throws<InvalidCredentialsException>(() => _target.Service.LoginUser("alice", "wrong horse battery"));
    }

    [Fact]
    public void A_password_that_flowserv_trimmed_is_accepted_as_typed()
    {
        _source.AddUser("alice", "  padded with blanks ");
        Import();

        Assert.Equal("alice", _target.Service.LoginUser("alice", "  padded with blanks ").Username);
        Assert.Throws<InvalidCredentialsException>(() => _target.Service.LoginUser("alice", "padded with blanks"));
    }

    [Fact]
    public void Names_and_passwords_with_non_ASCII_characters_are_imported()
    {
        string id = _source.AddUser("Zo\u00eb \u65e5\u672c \ud83d\ude00", "p\u00e4ssw\u00f6rd \u65e5\u672c\u8a9e");
        Assert.Equal("Zo\u00eb \u65e5\u672c \ud83d\ude00", Assert.Single(Import()).Username);

        Assert.Equal(id, _target.Service.LoginUser("zo\u00eb \u65e5\u672c \ud83d\ude00", "p\u00e4ssw\u00f6rd \u65e5\u672c\u8a9e").UserId);
    }

    [Fact]
    public void Inactive_users_become_pending_and_their_keys_are_not_imported()
    {
        string id = _source.AddUser("alice", active: false);
        string key = _source.AddKey(id, Later);
        Import();

        Assert.Equal(UserStatus.Pending, Stored(id).User.Status);
        _target.Service.ActivateUser(id);
        Assert.Throws<UnauthenticatedAccessException>(() => _target.Service.WhoAmIUser(key));
    }

    [Fact]
    public void A_valid_key_is_recognised_until_it_expires()
    {
        string id = _source.AddUser("alice");
        string key = _source.AddKey(id, Later);
        Import();

        Assert.Equal(id, _target.Service.WhoAmIUser(key).Id);
        _target.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(id, _target.Service.WhoAmIUser(key).Id);
        _target.Clock.Advance(TimeSpan.FromMilliseconds(124));
        Assert.Throws<UnauthenticatedAccessException>(() => _target.Service.WhoAmIUser(key));
    }

    [Fact]
    public void An_expiry_beyond_the_limits_of_keys_and_requests_is_reduced_to_them()
    {
        string id = _source.AddUser("alice");
        string key = _source.AddKey(id, "9999-12-31T23:59:59");
        string request = _source.AddRequest(id, "2026-03-31T12:00:00");
        Import();

        _target.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Request(request));
        _target.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(Request(request));
        Assert.Equal(_target.Clock.GetUtcNow().AddDays(365 - 7), Assert.Single(_target.Service.Sessions.List()).ExpiresAt);
        Assert.Equal(id, _target.Service.WhoAmIUser(key).Id);
    }

    [Fact]
    public void A_key_and_a_request_that_expire_at_this_moment_are_not_imported()
    {
        string id = _source.AddUser("alice");
        _source.AddKey(id, "2026-03-01T12:00:00");
        _source.AddRequest(id, "2026-03-01T12:00:00");
        Import();

        Assert.Equal(0L, _target.Query("SELECT count(*) FROM sessions"));
        Assert.Equal(0L, _target.Query("SELECT count(*) FROM password_resets"));
    }

    [Fact]
    public void A_session_shows_only_four_characters_of_an_old_key()
    {
        string key = _source.AddKey(_source.AddUser("alice"), Later);
        Import();

        FlowservSession session = _target.Service.Sessions.Resume(key);
        Assert.Equal(key[..4], session.KeyPrefix);
        Assert.Equal("flowserv", session.Label);
    }

    [Fact]
    public void An_open_request_can_be_used_once()
    {
        string id = _source.AddUser("alice");
        string request = _source.AddRequest(id, Later);
        Import();

        Assert.Equal(id, _target.Service.ResetPassword(request, "another good password").Id);
        Assert.Throws<UnknownRequestException>(() => _target.Service.ResetPassword(request, "another good password"));
        Assert.Equal(id, _target.Service.LoginUser("alice", "another good password").UserId);
    }

    [Fact]
    public void Keys_and_requests_that_have_expired_are_left_out()
    {
        string id = _source.AddUser("alice");
        string key = _source.AddKey(id, Earlier);
        string request = _source.AddRequest(id, Earlier);
        Import();

        Assert.Throws<UnauthenticatedAccessException>(() => _target.Service.WhoAmIUser(key));
        Assert.Throws<UnknownRequestException>(() => _target.Service.ResetPassword(request, "another good password"));
        Assert.Empty(_target.Service.Context.Store.ListSessions(new SessionFilter { Now = _target.Clock.GetUtcNow(), Expired = true }));
    }

    [Fact]
    public void An_expiry_is_read_in_the_time_zone_of_the_server()
    {
        string berlin = _source.AddKey(_source.AddUser("alice"), "2026-03-01T12:30:00");

        Import(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Throws<UnauthenticatedAccessException>(() => _target.Service.WhoAmIUser(berlin));
    }

    [Fact]
    public void An_expiry_that_cannot_be_read_counts_as_expired()
    {
        string key = _source.AddKey(_source.AddUser("alice"), "tomorrow");

        Assert.True(Assert.Single(Import()).Imported);
        Assert.Throws<UnauthenticatedAccessException>(() => _target.Service.WhoAmIUser(key));
    }

    [Fact]
    public void The_built_in_user_is_silently_left_out()
    {
        _source.AddUser("flowserv", id: "00000000");
        _source.AddUser("alice");

        Assert.Equal(["alice"], Import().Select(result => result.Username));
    }

    [Fact]
    public void Of_several_users_with_the_same_name_the_first_registered_is_imported()
    {
        string first = _source.AddUser("Alice");
        string same = _source.AddUser("Alice");
        string variant = _source.AddUser("ALICE ");
        _source.AddUser("bob");

        IReadOnlyList<FlowservImportResult> results = Import();

        Assert.Equal([true, false, false, true], results.Select(result => result.Imported));
        Assert.Equal([first, same, variant], results.Take(3).Select(result => result.Id));
        Assert.All(results.Skip(1).Take(2), result => Assert.Contains(first, result.Reason));
        Assert.Equal(["Alice", "bob"], _target.Service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public void A_user_whose_name_is_taken_in_the_target_is_not_imported()
    {
        FlowservUser alice = _target.Register("alice");
        _source.AddUser("ALICE");
        _source.AddUser("bob");

        IReadOnlyList<FlowservImportResult> results = Import();

        Assert.Equal("another user in the database has the name", results[0].Reason);
        Assert.True(results[1].Imported);
        Assert.Equal(alice.Id, _target.Service.LoginUser("alice", TestDatabase.GoodPassword).UserId);
    }

    [Fact]
    public void Rows_that_cannot_be_imported_say_why_and_the_rest_is_imported()
    {
        string hash = FlowservFile.Hash(FlowservFile.Password);
        _source.AddUser("new\nline");
        _source.AddUser("nul\0");
        _source.AddUser("bell\u001b[31m");
        _source.AddUser("   ");
        _source.AddUser("short id", id: "1234");
        _source.AddRow(FlowservFile.NewId(), "plain text", "unreadable", 1);
        _source.AddRow(FlowservFile.NewId(), "$pbkdf2-sha256$999999999$AAAA$AAAA", "costly", 1);
        _source.AddRow(FlowservFile.NewId(), hash, new byte[] { 1, 2, 3 }, 1);
        _source.AddRow(FlowservFile.NewId(), hash, "maybe", "perhaps");
        _source.AddUser("alice");

        IReadOnlyList<FlowservImportResult> results = Import();

        Assert.Equal(
            [
                "the name cannot be used: it contains control characters",
                "the name cannot be used: it contains control characters",
                "the name cannot be used: it contains control characters",
                "the name cannot be used: it is empty",
                "the identifier is not 32 hexadecimal digits",
                "the stored hash of the password cannot be read",
                "the stored hash of the password cannot be read",
                "the name is not text, or far too long",
                "whether the user is active is not recorded",
                null,
            ],
            results.Select(result => result.Reason));
        Assert.Equal("bell\uFFFD[31m", results[2].Username);
        Assert.Equal(["alice"], _target.Service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public void A_rejected_row_does_not_keep_its_name_from_another()
    {
        _source.AddRow(FlowservFile.NewId(), "plain text", "alice", 1);
        _source.AddUser("alice");

        Assert.Equal([false, true], Import().Select(result => result.Imported));
    }

    [Fact]
    public void A_second_run_imports_only_what_is_new()
    {
        string id = _source.AddUser("alice");
        _source.AddKey(id, Later);
        Import();
        _target.Service.LoginUser("alice", FlowservFile.Password);
        _source.AddUser("bob");

        IReadOnlyList<FlowservImportResult> results = Import();

        Assert.Equal("already imported", results[0].Reason);
        Assert.Equal([false, true], results.Select(result => result.Imported));
        Assert.Equal("hmac-sha384+bcrypt", Stored(id).Password.Scheme);
    }

    [Fact]
    public void Each_imported_user_has_an_audit_event()
    {
        string alice = _source.AddUser("alice");
        string bob = _source.AddUser("bob");
        Import();
        Import();

        Assert.Equal(
            [bob, alice],
            _target.Service.Context.Store.ListAuditEvents(new AuditFilter { Types = [AuditEventType.UserImported] }).Select(item => item.UserId));
    }

    [Fact]
    public void A_preview_reports_what_would_happen_and_changes_nothing()
    {
        _target.Register("bob");
        _source.AddUser("alice");
        _source.AddUser("Bob");
        _source.AddUser("new\nline");

        FlowservImport import = FlowservImport.Read(_source.Path, TimeZoneInfo.Utc);
        IReadOnlyList<FlowservImportResult> results = import.Preview(_target.Service);

        Assert.Equal(
            ["would be imported", "another user in the database has the name", "the name cannot be used: it contains control characters"],
            results.Select(result => result.Reason));
        Assert.DoesNotContain(results, result => result.Imported);
        Assert.Equal(["bob"], _target.Service.ListUsers().Select(user => user.Username));
        Assert.Equal(import.Run(_target.Service).Select(result => result.Imported), [true, false, false]);
    }

    [Fact]
    public void A_stopped_import_leaves_nothing_behind()
    {
        _source.AddUser("alice");
        _source.AddUser("bob");
        using var stop = new CancellationTokenSource();
        FlowservImport import = FlowservImport.Read(_source.Path, TimeZoneInfo.Utc);

        Assert.ThrowsAny<OperationCanceledException>(() => import.Run(_target.Service, (_, _) => stop.Cancel(), stop.Token));

        Assert.Empty(_target.Service.ListUsers());
        Assert.Empty(_target.Service.Context.Store.ListAuditEvents(new AuditFilter { Types = [AuditEventType.UserImported] }));
    }

    [FileFact]
    public void Neither_keys_nor_requests_are_stored_as_plain_text()
    {
        string id = _source.AddUser("alice");
        string key = _source.AddKey(id, Later);
        string request = _source.AddRequest(id, Later);
        Import();
        _target.Service.Dispose();

        string bytes = string.Concat(Directory.GetFiles(Path.GetDirectoryName(_target.Path)!).Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1)));
        Assert.Contains("alice", bytes);
        Assert.DoesNotContain(key, bytes);
        Assert.DoesNotContain(request, bytes);
    }

    private StoredUser? Request(string request) => _target.Service.Context.Store.FindResetRequest(Token.Hash(request)!, _target.Clock.GetUtcNow());

    private StoredUser Stored(string id) => _target.Service.Context.Store.FindUserById(id)!;

    private IReadOnlyList<FlowservImportResult> Import(TimeZoneInfo? timeZone = null) =>
        FlowservImport.Read(_source.Path, timeZone ?? TimeZoneInfo.Utc).Run(_target.Service);
}
