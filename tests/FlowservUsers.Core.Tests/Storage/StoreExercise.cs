using System.Data.Common;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Runs every operation of a store, in each of its variants, so that every statement is prepared that there is.</summary>
internal sealed class StoreExercise(IUserStore store)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PasswordHash Hash = new(PasswordSchemes.Current, "one");
    private static readonly PasswordHash OtherHash = new(PasswordSchemes.Current, "other");
    private static readonly bool[] NoAndYes = [false, true];

    private byte _hashes;

    /// <summary>What is run for each operation, by its name.</summary>
    public IReadOnlyDictionary<string, Action> Operations => new Dictionary<string, Action>
    {
        [nameof(IUserStore.ReadPolicy)] = () => store.ReadPolicy(),
        [nameof(IUserStore.ChangePolicy)] = () => store.ChangePolicy(policy => policy with { WorkFactor = 4 }, Now),
        [nameof(IUserStore.FindUser)] = () => store.FindUser("alice"),
        [nameof(IUserStore.DescribeUser)] = () => store.DescribeUser("alice"),
        [nameof(IUserStore.DescribeUserById)] = () => store.DescribeUserById("alice"),
        [nameof(IUserStore.FindUserById)] = () => store.FindUserById("alice"),
        [nameof(IUserStore.ListUsers)] = ListUsers,
        [nameof(IUserStore.CountUsers)] = () => Assert.All(UserFilters, filter => store.CountUsers(filter)),
        [nameof(IUserStore.AddUsers)] = () => Add("added"),
        [nameof(IUserStore.ImportUsers)] = ImportUsers,
        [nameof(IUserStore.ActivateUser)] = () => Assert.NotNull(store.ActivateUser(Add("activated", UserStatus.Pending), Now)),
        [nameof(IUserStore.DisableUser)] = () => Assert.NotNull(store.DisableUser(Add("disabled"), Now)),
        [nameof(IUserStore.RenameUser)] = () => Assert.NotNull(store.RenameUser(Add("renamed"), Username.Parse("other"), Now)),
        [nameof(IUserStore.UnlockUser)] = () => Assert.NotNull(store.UnlockUser(Add("unlocked"), Now)),
        [nameof(IUserStore.DeleteUser)] = () => Assert.True(store.DeleteUser(Add("deleted"), Now)),
        [nameof(IUserStore.BeginLogin)] = BeginLogin,
        [nameof(IUserStore.TakeBackAttempt)] = () => store.TakeBackAttempt(Add("right"), Hash),
        [nameof(IUserStore.OpenSession)] = () => OpenSession("connected"),
        [nameof(IUserStore.RecordFailedLogin)] = () => store.RecordFailedLogin(Add("failed"), "wrong password", Now, new LoginCounter(1, null)),
        [nameof(IUserStore.RecordUnknownLogin)] = RecordUnknownLogin,
        [nameof(IUserStore.RecordRefusedLogin)] = () => store.RecordRefusedLogin(null, "locked", Now),
        [nameof(IUserStore.FindSession)] = () => Assert.NotNull(store.FindSession(OpenSession("found").KeyHash)),
        [nameof(IUserStore.DescribeSession)] = DescribeSession,
        [nameof(IUserStore.TouchSession)] = () => store.TouchSession(OpenSession("touched").KeyHash, Now.AddMinutes(2)),
        [nameof(IUserStore.EndSession)] = () => Assert.True(store.EndSession(OpenSession("ended").KeyHash, Now)),
        [nameof(IUserStore.EndSessionsOfUser)] = () =>
            Assert.Equal(1, store.EndSessionsOfUser(OpenSession("logged out").Session.UserId, AuditEventType.LoggedOut, Now)),
        [nameof(IUserStore.RevokeSession)] = () => Assert.True(store.RevokeSession(OpenSession("revoked").Session.Id, Now)),
        [nameof(IUserStore.ListSessions)] = ListSessions,
        [nameof(IUserStore.SaveResetRequest)] = SaveResetRequest,
        [nameof(IUserStore.FindResetRequest)] = () => Assert.NotNull(store.FindResetRequest(RequestReset("asked"), Now)),
        [nameof(IUserStore.ConsumeResetRequest)] = () => Assert.NotNull(store.ConsumeResetRequest(RequestReset("reset"), OtherHash, Now)),
        [nameof(IUserStore.ChangePassword)] = () => Assert.NotNull(store.ChangePassword(Add("changed"), Hash, OtherHash, null, Now)),
        [nameof(IUserStore.SetPassword)] = () => Assert.NotNull(store.SetPassword(Add("set"), OtherHash, Now)),
        [nameof(IUserStore.ListAuditEvents)] = ListAuditEvents,
        [nameof(IUserStore.CountExpired)] = () => Assert.All(Limits, limits => store.CountExpired(limits)),
        [nameof(IUserStore.ReadHashingKeys)] = () => Assert.NotEmpty(store.ReadHashingKeys()),
        [nameof(IUserStore.CountUsersByKey)] = () => store.CountUsersByKey(),
        [nameof(IUserStore.ChangeHashingKeys)] = ChangeHashingKeys,
        [nameof(IUserStore.RemoveHashingKey)] = RemoveHashingKey,
        [nameof(IUserStore.EraseFreed)] = () => Assert.True(store.EraseFreed()),
        [nameof(IUserStore.LowerForeignHashRounds)] = LowerForeignHashRounds,
        [nameof(IUserStore.RemoveExpired)] = () => Assert.All(Limits, limits => store.RemoveExpired(limits)),
    };

    private static IEnumerable<UserFilter> UserFilters =>
        from hasEnd in NoAndYes
        from isLocked in NoAndYes
        select new UserFilter { KeyBefore = hasEnd ? "z" : null, LockedAt = isLocked ? Now : null };

    private static ExpiryLimits[] Limits => [new(Now, null, Now.AddDays(-1), Now), new(Now, Now.AddDays(-1), Now.AddDays(-1), Now)];

    public void Run()
    {
        foreach (Action operation in Operations.Values)
            operation();
    }

    private string Add(string username, UserStatus status = UserStatus.Active)
    {
        var user = new NewUser(Guid.NewGuid().ToString("N"), Username.Parse(username), status, Hash, Now);
        Assert.Equal([true], store.AddUsers([user]));
        return user.Id;
    }

    private void ChangeHashingKeys()
    {
        HashingKey added = HashingKey.Create();
        store.ChangeHashingKeys(keys => [.. keys, new StoredKey(added.Id, added, Now)], Now);
        store.AddUsers([new NewUser(UserId.New(), Username.Parse($"foreign {added.Id}"), UserStatus.Active, new PasswordHash(PasswordSchemes.Bcrypt, "x"), Now)]);
        store.ChangeHashingKeys(
            keys => [.. keys.Select(key => key with { Key = null })], Now, encrypt: (userId, hash) => EncryptedHash.Make(hash, userId, added));
        Assert.Equal(added.Id, store.ReadHashingKeys()[^1].Id);
    }

    private void RemoveHashingKey()
    {
        string earlier = store.ReadHashingKeys()[^1].Id;
        ChangeHashingKeys();
        store.RemoveHashingKey(earlier, force: true, dryRun: false, Now);
    }

    private byte[] NewHash() => [.. Enumerable.Repeat(++_hashes, 32)];

    // More than a page of users who are locked.
    private void ListUsers()
    {
        Execute(
            """
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 150)
            INSERT INTO users (username_key, id, username, status, password_scheme, password_hash, created_at, password_changed_at, locked_until)
            SELECT 'listed' || text, 'id' || text, 'listed' || text, 1, '', '', 0, 0, 9000000000000
            FROM (SELECT CAST(number AS TEXT) AS text FROM numbers) AS texts
            """);
        Assert.All(UserFilters, filter => Assert.True(store.ListUsers(filter).Count() >= 150));
    }

    private void LowerForeignHashRounds()
    {
        foreach (int workFactor in (int[])[5, 6])
        {
            var hash = new PasswordHash(PasswordSchemes.Bcrypt, $"$2b$0{workFactor}${new string('a', 53)}");
            store.AddUsers([new NewUser($"foreign{workFactor}", Username.Parse($"foreign{workFactor}"), UserStatus.Active, hash, Now)]);
        }
        Assert.True(store.DeleteUser("foreign6", Now));
        store.LowerForeignHashRounds();
        Assert.Equal(1 << 5, store.BeginLogin(null, NewHash(), null, Now, record => record.Counter).ForeignHashRounds);
    }

    private void ImportUsers()
    {
        var user = new NewUser(Guid.NewGuid().ToString("N"), Username.Parse("imported"), UserStatus.Active, Hash, Now);
        Assert.Equal(
            [ImportOutcome.Imported],
            store.ImportUsers([new ImportedUser(user, NewSession(user.Id), new ImportedRequest(NewHash(), Now.AddHours(1)))]));
    }

    private NewSession NewSession(string userId)
    {
        byte[] hash = NewHash();
        var session = new FlowservSession
        {
            Id = Convert.ToHexString(hash, 0, 6),
            UserId = userId,
            Username = "",
            KeyPrefix = "fsk_0000",
            CreatedAt = Now,
            LastUsedAt = Now,
            ExpiresAt = Now.AddDays(1),
        };
        return new NewSession(session, hash);
    }

    private NewSession OpenSession(string username)
    {
        NewSession session = NewSession(Add(username));
        Assert.True(store.OpenSession(session, Hash, OtherHash, maximumSessions: 1));
        return session;
    }

    // The least recent of so many names that there is no room for another.
    private void RecordUnknownLogin()
    {
        Execute(
            $"""
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10000)
            INSERT INTO unknown_logins (name_hash, failed_logins, last_failed_at) SELECT {TestStorage.RandomBytes}, 1, 0 FROM numbers
            """);
        byte[] name = NewHash();
        store.BeginLogin("nobody", name, null, Now, record => record.Counter);
        store.RecordUnknownLogin(name, Now);
    }

    // And so many of nobody that one has to go.
    private void SaveResetRequest()
    {
        RequestReset("forgetful");
        Execute(
            $"""
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10000)
            INSERT INTO password_resets (user_id, request_hash, created_at, expires_at) SELECT '~' || CAST(number AS text), {TestStorage.RandomBytes}, 0, 9000000000000 FROM numbers
            """);
        store.SaveResetRequest(null, "nobody", NewHash(), Now, Now.AddHours(1));
    }

    private void BeginLogin()
    {
        string id = Add("attempted");
        Assert.NotNull(store.BeginLogin("attempted", NewHash(), null, Now, record => record.Counter).User);
        Assert.NotNull(store.BeginLogin(null, NewHash(), id, Now, record => record.Counter).User);
        Assert.Null(store.BeginLogin("nobody", NewHash(), null, Now, record => record.Counter).User);
    }

    private void DescribeSession()
    {
        NewSession session = OpenSession("described");
        Assert.NotNull(store.DescribeSession(session.KeyHash));
        Assert.NotNull(store.DescribeSession(session.Session.Id));
    }

    private void ListSessions()
    {
        foreach (bool isExpired in NoAndYes)
        {
            Assert.All(store.ListSessions(new SessionFilter { Now = Now, Expired = isExpired }), session => Assert.NotEmpty(session.Id));
            Assert.Empty(store.ListSessions(new SessionFilter { Now = Now, Expired = isExpired, UserId = "nobody" }));
        }
    }

    private byte[] RequestReset(string username)
    {
        byte[] hash = NewHash();
        string id = Add(username);
        store.SaveResetRequest(id, "nobody", hash, Now, Now.AddHours(1));
        return hash;
    }

    private void ListAuditEvents()
    {
        IEnumerable<AuditFilter> filters =
            from userId in new[] { null, "nobody" }
            from username in new[] { null, "nobody" }
            from hasStart in NoAndYes
            from hasEnd in NoAndYes
            from hasType in NoAndYes
            select new AuditFilter
            {
                UserId = userId,
                Username = username,
                After = hasStart ? Now : null,
                Before = hasEnd ? Now.AddDays(1) : null,
                Types = hasType ? [AuditEventType.LoggedOut] : [],
            };
        Assert.All(filters, filter => Assert.All(store.ListAuditEvents(filter), found => Assert.NotEqual(0, found.Id)));
    }

    private void Execute(string sql)
    {
        using DbConnection connection = TestStorage.Connect(store.Location);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
