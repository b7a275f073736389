using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Users;

public sealed class BulkRegistrationTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Results_come_in_the_order_of_input_and_a_bad_user_does_not_stop_the_rest()
    {
        _database.Register("taken");
        using BulkRegistration bulk = Begin();
        string[] names = ["zoe", "", "alice", "TAKEN", "bob", "ALICE", "carol"];
        foreach (string name in names)
            bulk.Add(name, name == "bob" ? "short" : TestDatabase.GoodPassword);

        List<BulkRegistrationResult> results = [.. bulk.Finish()];

        Assert.Equal(names, results.Select(result => result.Username));
        Assert.Equal(
            [null, "InvalidUsername", null, "DuplicateUser", "PasswordRejected", "DuplicateUser", null],
            results.Select(ErrorId));
        Assert.Equal(["alice", "carol", "taken", "zoe"], Names());
    }

    [Fact]
    public void Many_users_are_registered_in_order_and_can_log_in()
    {
        using BulkRegistration bulk = Begin(workers: 3);
        var results = new List<BulkRegistrationResult>();
        for (int number = 0; number < 300; number++)
        {
            bulk.Add($"user{number:000}", $"a good password {number}");
            results.AddRange(bulk.Take());
        }
        results.AddRange(bulk.Finish());

        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"user{number:000}"), results.Select(result => result.GetUser().Username));
        Assert.Equal(0, bulk.Pending);
        Assert.Equal(results[299].GetUser().Id, _database.Service.LoginUser("user299", "a good password 299").UserId);
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("user298", "a good password 299"));
    }

    [Fact]
    public void A_name_whose_first_user_was_rejected_goes_to_the_second()
    {
        using BulkRegistration bulk = Begin();
        bulk.Add("alice", "short");
        bulk.Add("Alice", TestDatabase.GoodPassword);

        Assert.Equal(["PasswordRejected", null], bulk.Finish().Select(ErrorId));
        Assert.Equal(["Alice"], Names());
    }

    [Fact]
    public void A_returned_result_is_stored()
    {
        using BulkRegistration bulk = Begin();
        for (int number = 0; number < 100; number++)
            bulk.Add($"user{number}", TestDatabase.GoodPassword);

        Assert.All(bulk.Finish(), result => Assert.Equal(result.GetUser().Id, _database.Service.Accounts.Get(result.Username).Id));
    }

    [Fact]
    public void Results_that_were_not_taken_are_not_registered_except_for_the_rest_of_a_batch()
    {
        using var hashing = new HeldHashFunctions(passing: 4 * BulkRegistration.BatchSize);
        using (BulkRegistration bulk = Begin(hashing, workers: 1))
        {
            for (int number = 0; number <= 4 * BulkRegistration.BatchSize; number++)
                bulk.Add($"user{number:000}", TestDatabase.GoodPassword);
            // All but the last one are hashed now.
            hashing.Entered.Wait();
            Assert.Equal(70, bulk.Finish().Take(70).Count());
        }

        Assert.Equal(Enumerable.Range(0, 2 * BulkRegistration.BatchSize).Select(number => $"user{number:000}"), Names());
    }

    [Fact]
    public void A_registration_that_is_disposed_registers_nothing_more()
    {
        using (BulkRegistration bulk = Begin())
            bulk.Add("alice", TestDatabase.GoodPassword);

        Assert.Empty(Names());
    }

    [Fact]
    public void A_registration_that_is_stopped_ends_its_wait_and_registers_nothing_more()
    {
        using var hashing = new HeldHashFunctions();
        using var stop = new CancellationTokenSource();
        using BulkRegistration bulk = Begin(hashing, workers: 1, stop.Token);
        bulk.Add("alice", TestDatabase.GoodPassword);
        hashing.Entered.Wait();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => bulk.Finish().ToList());
        hashing.Release();
        Assert.Empty(Names());
    }

    [Fact]
    public void Input_continues_while_passwords_are_hashed_until_too_many_are_waiting()
    {
        using var hashing = new HeldHashFunctions();
        using var stop = new CancellationTokenSource();
        using BulkRegistration bulk = Begin(hashing, workers: 2, stop.Token);
        int most = BulkRegistration.BatchSize + 8;
        for (int number = 1; number < most; number++)
        {
            bulk.Add($"user{number}", TestDatabase.GoodPassword);
            Assert.Empty(bulk.Take());
        }

        bulk.Add("one too many", TestDatabase.GoodPassword);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => bulk.Take().ToList());
        hashing.Release();
    }

    [Fact]
    public void Each_thread_hashes_one_password_at_a_time()
    {
        using var hashing = new MeetingHashFunctions(participants: 3);
        using BulkRegistration bulk = Begin(hashing, workers: 3);
        for (int number = 0; number < 9; number++)
            bulk.Add($"user{number}", TestDatabase.GoodPassword);

        Assert.Equal(9, bulk.Finish().Count(result => result.GetUser().Active));
        Assert.True(hashing.AllMet);
        Assert.Equal(3, hashing.MostAtOnce);
    }

    [Fact]
    public void A_name_that_is_taken_costs_no_hash()
    {
        _database.Register("alice");
        var hashing = new MeetingHashFunctions(participants: 1);
        using BulkRegistration bulk = Begin(hashing, workers: 1);
        bulk.Add("ALICE", TestDatabase.GoodPassword);

        Assert.Equal("DuplicateUser", ErrorId(Assert.Single(bulk.Finish())));
        Assert.Equal(0, hashing.MostAtOnce);
    }

    [Fact]
    public void Generated_passwords_come_with_their_users_and_work()
    {
        using BulkRegistration bulk = Begin();
        bulk.AddWithGeneratedPassword("alice");
        bulk.AddWithGeneratedPassword("bob");

        List<FlowservUserWithPassword> users = [.. bulk.Finish().Select(result => Assert.IsType<FlowservUserWithPassword>(result.GetUser()))];

        Assert.NotEqual(Secret.Reveal(users[0].Password), Secret.Reveal(users[1].Password));
        Assert.All(users, user => Assert.Equal(user.Id, _database.Service.LoginUser(user.Username, Secret.Reveal(user.Password)).UserId));
    }

    [Fact]
    public void Users_can_be_registered_as_pending()
    {
        using BulkRegistration bulk = _database.Service.Accounts.RegisterMany(workers: 2);
        bulk.Add("alice", TestDatabase.GoodPassword, UserStatus.Pending);

        Assert.Equal(UserStatus.Pending, Assert.Single(bulk.Finish()).GetUser().Status);
    }

    [Fact]
    public void Each_registration_is_an_audit_event()
    {
        using BulkRegistration bulk = Begin();
        bulk.Add("alice", TestDatabase.GoodPassword);
        bulk.Add("ALICE", TestDatabase.GoodPassword);
        bulk.Add("bob", TestDatabase.GoodPassword);
        _ = bulk.Finish().ToList();

        Assert.Equal(
            ["bob", "alice"],
            _database.Service.Context.Store.ListAuditEvents(new AuditFilter { Types = [AuditEventType.UserRegistered] }).Select(item => item.Username));
    }

    [Fact]
    public void A_policy_that_changes_meanwhile_applies_after_the_batch()
    {
        using BulkRegistration bulk = Begin();
        bulk.Add("alice", TestDatabase.GoodPassword);
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { MinimumPasswordLength = 40 });
        Assert.Null(ErrorId(Assert.Single(bulk.Finish())));

        bulk.Add("bob", TestDatabase.GoodPassword);

        Assert.Equal("PasswordRejected", ErrorId(Assert.Single(bulk.Finish())));
    }

    private BulkRegistration Begin(int workers = 2) => _database.Service.Accounts.RegisterMany(workers);

    private BulkRegistration Begin(HashFunctions hashing, int workers, CancellationToken cancellation = default)
    {
        ServiceContext context = _database.Service.Context;
        return new BulkRegistration(context with { HashFunctions = hashing }, workers, cancellation);
    }

    private string[] Names() => [.. _database.Service.ListUsers().Select(user => user.Username)];

    private static string? ErrorId(BulkRegistrationResult result) => (Record.Exception(result.GetUser) as FlowservException)?.ErrorId;
}
