using System.Data.Common;
using FlowservUsers.Core.Tests;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>
/// Changes that meet each other. Another program holds a row until all of them wait, so that none has luck; then each takes
/// its turn, with what the one before it has left.
/// </summary>
public sealed class RaceTests : IDisposable
{
    private const string AnotherPassword = "another horse battery";

    private static readonly byte[] NameHash = [.. Enumerable.Repeat((byte)7, 32)];

    private readonly TestDatabase _database = new();
    private readonly FlowservUser _alice;

    public RaceTests()
    {
        _alice = _database.Register();
        TestStorage.Execute(_database.Path, "CREATE SEQUENCE flowserv.attempts");
    }

    private IUserStore Store => _database.Service.Context.Store;

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Wrong_passwords_are_counted_one_by_one_and_none_is_retried()
    {
        CountAttempts("UPDATE", "users");
        Race("SELECT FROM users FOR UPDATE", 4, _ => CountFailure());

        Assert.Equal((4, 4L), (_database.Service.Accounts.Get("alice").FailedLogins, Value("SELECT last_value FROM attempts")));
    }

    [Fact]
    public void A_wrong_password_is_counted_on_top_of_what_another_has_counted_meanwhile()
    {
        Race("UPDATE users SET failed_logins = 3", 1, _ => CountFailure());

        Assert.Equal(4, _database.Service.Accounts.Get("alice").FailedLogins);
    }

    [Fact]
    public void Failed_logins_with_one_unknown_name_are_all_counted()
    {
        Race(
            "INSERT INTO unknown_logins VALUES (decode(repeat('07', 32), 'hex'), 1, 0, NULL)",
            3, _ => BeginLogin("nobody"));

        Assert.Equal((1L, 4L), (Value("SELECT count(*) FROM unknown_logins"), Value("SELECT failed_logins FROM unknown_logins")));
    }

    [Fact]
    public void A_reset_request_works_once()
    {
        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        Exception?[] outcomes = Race("SELECT FROM users FOR UPDATE", 3, _ => _database.Service.ResetPassword(request, AnotherPassword));

        Assert.Equal((1, 2), (outcomes.Count(outcome => outcome is null), outcomes.Count(outcome => outcome is UnknownRequestException)));
        Assert.Equal(1L, Value("SELECT count(*) FROM audit_events WHERE type = 'PasswordReset'"));
    }

    [Fact]
    public void A_reset_request_that_is_replaced_while_it_is_used_is_unknown_and_the_newer_one_stays()
    {
        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        Exception? outcome = Assert.Single(Race(
            "UPDATE password_resets SET request_hash = decode(repeat('07', 32), 'hex')", 1, _ => _database.Service.ResetPassword(request, AnotherPassword)));

        Assert.IsType<UnknownRequestException>(outcome);
        Assert.Equal(1L, Value("SELECT count(*) FROM password_resets"));
        Assert.Equal("alice", _database.Service.LoginUser("alice", TestDatabase.GoodPassword).Username);
    }

    [Fact]
    public void A_password_that_was_changed_meanwhile_is_no_longer_the_current_one()
    {
        PasswordHash verified = Store.FindUserById(_alice.Id)!.Password;
        int changed = 0;
        Race(
            "SELECT FROM users FOR UPDATE", 3,
            number =>
            {
                var replacement = new PasswordHash(PasswordSchemes.Current, $"replacement {number}");
                if (Store.ChangePassword(_alice.Id, verified, replacement, null, _database.Clock.GetUtcNow()) is not null)
                    Interlocked.Increment(ref changed);
            });

        Assert.Equal(1, changed);
    }

    [Fact]
    public void A_session_is_ended_once()
    {
        string key = _database.Login();
        Exception?[] outcomes = Race("SELECT FROM sessions FOR UPDATE", 3, _ => _database.Service.LogoutUser(key));

        Assert.Equal((1, 2), (outcomes.Count(outcome => outcome is null), outcomes.Count(outcome => outcome is UnauthenticatedAccessException)));
        Assert.Equal(1L, Value("SELECT count(*) FROM audit_events WHERE type = 'LoggedOut'"));
    }

    [Fact]
    public void Concurrent_logins_do_not_exceed_the_maximum_number_of_sessions()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { MaximumSessionsPerUser = 2 });
        Race("SELECT FROM users FOR UPDATE", 5, _ => _database.Login());

        Assert.Equal(2L, Value("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void Concurrent_logins_that_replace_an_older_hash_all_succeed()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { WorkFactor = 5 });

        Assert.All(Race("SELECT FROM users FOR UPDATE", 3, _ => _database.Login()), Assert.Null);
        Assert.Equal((3L, 1L), (Value("SELECT count(*) FROM sessions"), Value("SELECT count(*) FROM audit_events WHERE type = 'PasswordRehashed'")));
    }

    [Fact]
    public void A_user_who_is_disabled_during_logins_has_no_session_left()
    {
        Race(
            "SELECT FROM users FOR UPDATE", 6,
            number =>
            {
                if (number == 2)
                    _database.Service.Accounts.Disable(_alice.Id);
                else
                    _database.Login();
            });

        Assert.Equal(UserStatus.Disabled, _database.Service.Accounts.Get("alice").Status);
        Assert.Equal(0L, Value("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void A_user_who_is_activated_while_being_disabled_is_active()
    {
        UserStatus? status = null;
        Race("UPDATE users SET status = 2", 1, _ => status = Store.ActivateUser(_alice.Id, _database.Clock.GetUtcNow())?.Status);

        Assert.Equal((UserStatus.Active, UserStatus.Active), (status, _database.Service.Accounts.Get("alice").Status));
        Assert.Equal(1L, Value("SELECT count(*) FROM audit_events WHERE type = 'UserActivated'"));
    }

    [Fact]
    public void A_user_is_deleted_once()
    {
        int deleted = 0;
        Race(
            "SELECT FROM users FOR UPDATE", 3,
            _ =>
            {
                if (Store.DeleteUser(_alice.Id, _database.Clock.GetUtcNow()))
                    Interlocked.Increment(ref deleted);
            });

        Assert.Equal((1, 1L), (deleted, Value("SELECT count(*) FROM audit_events WHERE type = 'UserUnregistered'")));
    }

    [Fact]
    public void Changes_of_a_setting_build_on_each_other()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { MinimumPasswordLength = 10 });
        Race(
            "UPDATE settings SET value = value", 3,
            _ => Store.ChangePolicy(policy => policy with { MinimumPasswordLength = policy.MinimumPasswordLength + 1 }, _database.Clock.GetUtcNow()));

        Assert.Equal(13, _database.Service.Policy.Get().MinimumPasswordLength);
    }

    private void CountFailure() => BeginLogin("alice");

    private void BeginLogin(string username) => Store.BeginLogin(
        username, NameHash, null, _database.Clock.GetUtcNow(), record => new LoginCounter(record.Counter.Failures + 1, null));

    /// <summary>Runs changes at once while another program is in a transaction that has done something; it commits when all of them wait.</summary>
    /// <returns>The error of each that had one.</returns>
    private Exception?[] Race(string held, int count, Action<int> change)
    {
        using DbConnection holder = TestStorage.Connect(_database.Path);
        Run(holder, $"BEGIN; {held}");
        Task<Exception?>[] changes = [.. Enumerable.Range(0, count).Select(number => Task.Factory.StartNew(
            () => Record.Exception(() => change(number)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        while (Value($"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < count)
            Assert.DoesNotContain(changes, change => change.IsCompleted);
        Run(holder, "COMMIT");
        return [.. changes.Select(change => change.GetAwaiter().GetResult())];
    }

    /// <summary>Counts each time that a row is about to be changed, also in transactions that are undone.</summary>
    private void CountAttempts(string step, string table) => TestStorage.Execute(
        _database.Path,
        $"""
        CREATE FUNCTION flowserv.count_attempt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('flowserv.attempts'); RETURN NEW; END $$;
        CREATE TRIGGER count_attempt BEFORE {step} ON flowserv.{table} FOR EACH ROW EXECUTE FUNCTION flowserv.count_attempt()
        """);

    private long Value(string sql)
    {
        using DbConnection connection = TestStorage.Connect(_database.Path);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Run(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
