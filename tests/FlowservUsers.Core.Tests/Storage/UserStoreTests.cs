using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>What every store guarantees.</summary>
public sealed class UserStoreTests : IDisposable
{
    private static readonly PasswordHash AnyHash = new(PasswordSchemes.Current, "first hash");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new();
    private readonly IUserStore _store;

    public UserStoreTests() => _store = _database.OpenStore();

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Users_are_listed_in_the_order_of_code_points_page_after_page()
    {
        // Neither the alphabet of a language nor the halves of surrogate pairs decide.
        string[] names = ["a_b", "a-b", "a b", "ab", "zoo", "\u00e9mile", "\uff5e", "\U0001F600", .. Enumerable.Range(0, 1200).Select(number => $"user{number:0000}")];
        Add(names);

        Assert.Equal(
            names.Select(name => Username.Fold(name)).OrderBy(key => key, CodePoints),
            _store.ListUsers(new UserFilter()).Select(user => Username.Fold(user.Username)));
    }

    [Fact]
    public void A_listing_skips_users_and_respects_its_range_and_statuses()
    {
        Add("al", "alan", "alba", "am", "al%", "al_x");
        FlowservUser alan = _store.FindUser("alan")!.User;
        _store.DisableUser(alan.Id, Now);
        var range = new UserFilter { KeyFrom = "al", KeyBefore = "am" };

        Assert.Equal(["al", "al%", "al_x", "alba"], _store.ListUsers(range).Select(user => user.Username));
        Assert.Equal(["al_x", "alba"], _store.ListUsers(range, skip: 2).Select(user => user.Username));
        Assert.Equal(["alan"], _store.ListUsers(range with { Statuses = [UserStatus.Disabled] }).Select(user => user.Username));
        Assert.Equal(5, _store.CountUsers(range with { Statuses = [UserStatus.Active, UserStatus.Disabled] }));
        Assert.Empty(_store.ListUsers(range with { Statuses = [] }));
    }

    [Fact]
    public void Only_one_of_many_concurrent_registrations_gets_a_name()
    {
        bool[] added = AtOnce(8, store => store.AddUsers([NewUser("alice")])[0]);

        Assert.Single(added, true);
        Assert.Single(Events(AuditEventType.UserRegistered));
    }

    [Fact]
    public void Only_one_of_many_concurrent_renames_gets_a_name()
    {
        string[] ids = [.. Enumerable.Range(0, 6).Select(number => Add($"user{number}"))];
        var next = new Queue<string>(ids);
        bool[] renamed = AtOnce(ids.Length, store =>
        {
            string id;
            lock (next)
                id = next.Dequeue();
            try
            {
                return store.RenameUser(id, Username.Parse("alice"), Now) is not null;
            }
            catch (DuplicateUserException)
            {
                return false;
            }
        });

        Assert.Single(renamed, true);
        Assert.Single(Events(AuditEventType.UserRenamed));
    }

    [Fact]
    public void Concurrent_failed_logins_are_all_counted()
    {
        string id = Add("alice");
        AtOnce(8, store =>
        {
            for (int number = 0; number < 5; number++)
            {
                store.BeginLogin("alice", [4], null, Now, record => Count(record, DateTimeOffset.MaxValue));
                store.RecordFailedLogin(id, "wrong password", Now, new LoginCounter(1, null));
                store.BeginLogin("nobody", [1, 2, 3], null, Now, record => Count(record, Now.AddHours(1)));
                store.RecordUnknownLogin([1, 2, 3], Now);
            }
            return true;
        });

        FlowservUser alice = _store.FindUserById(id)!.User;
        Assert.Equal((40, DateTimeOffset.MaxValue), (alice.FailedLogins, alice.LockedUntil));
        Assert.Equal(new LoginCounter(40, Now.AddHours(1)), _store.BeginLogin("nobody", [1, 2, 3], null, Now, record => record.Counter).Counter);
        Assert.Equal(80, Events(AuditEventType.LoginFailed).Count());

        static LoginCounter Count(LoginRecord record, DateTimeOffset end) =>
            new(record.Counter.Failures + 1, record.Counter.Failures == 39 ? end : null);
    }

    [Fact]
    public void Concurrent_logins_do_not_exceed_the_maximum_number_of_sessions()
    {
        string id = Add("alice");
        AtOnce(8, store => store.OpenSession(NewSession(id), AnyHash, replacement: null, maximumSessions: 3));

        Assert.Equal(3, _store.ListSessions(new SessionFilter { Now = Now }).Count());
        Assert.Equal(8, Events(AuditEventType.LoginSucceeded).Count());
    }

    [Fact]
    public void Only_one_of_many_concurrent_changes_replaces_a_password()
    {
        string id = Add("alice");
        FlowservUser?[] changed = AtOnce(6, store => store.ChangePassword(id, AnyHash, new PasswordHash(PasswordSchemes.Current, Guid.NewGuid().ToString()), null, Now));

        Assert.Single(changed, user => user is not null);
        Assert.Single(Events(AuditEventType.PasswordChanged));
    }

    [Fact]
    public void Only_one_of_many_concurrent_uses_of_a_reset_request_succeeds()
    {
        string id = Add("alice");
        _store.SaveResetRequest(id, "nobody", [7], Now, Now.AddMinutes(30));
        FlowservUser?[] used = AtOnce(6, store => store.ConsumeResetRequest([7], AnyHash, Now.AddMinutes(1)));

        Assert.Single(used, user => user is not null);
        Assert.Single(Events(AuditEventType.PasswordReset));
    }

    [Fact]
    public void A_user_s_data_is_deleted_with_the_user_but_the_events_stay()
    {
        string id = Add("alice");
        FlowservUser alice = _store.FindUserById(id)!.User;
        Assert.True(_store.OpenSession(NewSession(id), AnyHash, null, 10));
        _store.SaveResetRequest(id, "nobody", [7], Now, Now.AddMinutes(30));

        Assert.True(_store.DeleteUser(id, Now));
        Assert.Empty(_store.ListSessions(new SessionFilter { Now = Now }));
        Assert.Null(_store.FindResetRequest([7], Now));
        Assert.Equal(
            [AuditEventType.UserUnregistered, AuditEventType.PasswordResetRequested, AuditEventType.LoginSucceeded, AuditEventType.UserRegistered],
            _store.ListAuditEvents(new AuditFilter { UserId = id }).Select(item => item.Type));
    }

    [Fact]
    public void A_user_is_read_as_it_was_written()
    {
        var written = new NewUser(Guid.NewGuid().ToString("N"), Username.Parse("  \u00c9mile \U0001F600 "), UserStatus.Pending, AnyHash, Now);
        _store.AddUsers([written]);

        StoredUser read = _store.FindUserById(written.Id)!;
        Assert.Equivalent(written.ToUser(), read.User, strict: true);
        Assert.Equal(AnyHash, read.Password);
        Assert.Equivalent(read, _store.FindUser(written.Name.Key), strict: true);
    }

    [Fact]
    public void A_setting_can_be_set_changed_and_removed()
    {
        FlowservPolicy before = _store.ReadPolicy();
        _store.ChangePolicy(policy => policy with { SessionIdleTimeout = TimeSpan.FromMinutes(10) }, Now);
        Assert.Equal(TimeSpan.FromMinutes(10), _store.ReadPolicy().SessionIdleTimeout);

        _store.ChangePolicy(policy => policy with { SessionIdleTimeout = null }, Now);
        Assert.Equal(before, _store.ReadPolicy());
    }

    [Fact]
    public void Concurrent_policy_changes_are_all_applied()
    {
        int before = _store.ReadPolicy().MaximumSessionsPerUser;
        AtOnce(8, store => store.ChangePolicy(policy => policy with { MaximumSessionsPerUser = policy.MaximumSessionsPerUser + 1 }, Now));

        Assert.Equal(before + 8, _store.ReadPolicy().MaximumSessionsPerUser);
    }

    [Fact]
    public void The_use_of_a_key_is_recorded()
    {
        string id = Add("alice");
        NewSession session = NewSession(id);
        _store.OpenSession(session, AnyHash, null, 10);
        _store.TouchSession(session.KeyHash, Now.AddMinutes(5));

        Assert.Equal(Now.AddMinutes(5), _store.FindSession(session.KeyHash)!.Value.LastUsedAt);
    }

    [Fact]
    public void Nothing_is_done_once_the_caller_asked_to_stop()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _store.AddUsers([NewUser("alice")], stopped.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _store.FindUser("alice", stopped.Token));
        Assert.Null(_store.FindUser("alice"));
    }

    [Fact]
    public void The_hashing_key_is_the_same_for_everyone_who_opens_the_database()
    {
        using IUserStore other = _database.OpenStore();
        StoredKey key = Assert.Single(_store.ReadHashingKeys());
        Assert.Equal(key.Id, Assert.Single(other.ReadHashingKeys()).Id);
        Assert.True(key.Key!.Value.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Sessions_that_end_at_the_same_moment_are_listed_once_each()
    {
        string id = Add("alice");
        for (int number = 0; number < 250; number++)
            Assert.True(_store.OpenSession(NewSession(id), AnyHash, null, maximumSessions: 1000));

        string[] listed = [.. _store.ListSessions(new SessionFilter { Now = Now }).Select(session => session.Id)];

        Assert.Equal(250, listed.Length);
        Assert.Equal(250, listed.Distinct().Count());
    }

    [Fact]
    public void The_last_use_of_a_session_never_goes_back()
    {
        NewSession session = NewSession(Add("alice"));
        Assert.True(_store.OpenSession(session, AnyHash, null, 10));

        _store.TouchSession(session.KeyHash, Now.AddMinutes(2));
        _store.TouchSession(session.KeyHash, Now.AddMinutes(1));

        Assert.Equal(Now.AddMinutes(2), _store.DescribeSession(session.KeyHash)!.LastUsedAt);
    }

    // As it stands in a database where an older version disabled the user.
    [Fact]
    public void A_reset_request_of_a_user_who_is_disabled_is_neither_found_nor_used()
    {
        string id = Add("alice");
        _store.SaveResetRequest(id, "nobody", [7], Now, Now.AddMinutes(30));
        _database.Query("UPDATE users SET status = 2");

        Assert.Null(_store.FindResetRequest([7], Now));
        Assert.Null(_store.ConsumeResetRequest([7], new PasswordHash(PasswordSchemes.Current, "second hash"), Now));
        Assert.Equal(AnyHash, _store.FindUserById(id)!.Password);
    }

    private static Comparer<string> CodePoints => Comparer<string>.Create(
        (left, right) => left.EnumerateRunes().Zip(right.EnumerateRunes()).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(
            order => order != 0, left.EnumerateRunes().Count() - right.EnumerateRunes().Count()));

    private static NewUser NewUser(string name) => new(Guid.NewGuid().ToString("N"), Username.Parse(name), UserStatus.Active, AnyHash, Now);

    private static NewSession NewSession(string userId)
    {
        string id = Guid.NewGuid().ToString("N")[..12];
        var session = new FlowservSession { Id = id, UserId = userId, Username = "alice", KeyPrefix = "fsk_", CreatedAt = Now, LastUsedAt = Now, ExpiresAt = Now.AddDays(1) };
        return new NewSession(session, Guid.NewGuid().ToByteArray());
    }

    private string Add(params string[] names)
    {
        NewUser[] users = [.. names.Select(NewUser)];
        Assert.DoesNotContain(false, _store.AddUsers(users));
        return users[0].Id;
    }

    private IEnumerable<FlowservAuditEvent> Events(AuditEventType type) => _store.ListAuditEvents(new AuditFilter { Types = [type] });

    /// <summary>Runs an operation in several threads, each with its own store, which start together.</summary>
    private T[] AtOnce<T>(int count, Func<IUserStore, T> operation)
    {
        using var begin = new Barrier(count);
        var results = new T[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(index => new Thread(() =>
        {
            using IUserStore store = _database.OpenStore();
            begin.SignalAndWait();
            results[index] = operation(store);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return results;
    }
}
