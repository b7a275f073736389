using FlowservUsers.Auditing;
using FlowservUsers.Storage;

namespace FlowservUsers.Core.Tests.Auditing;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    private LocalUserService Service => _database.Service;

    [Fact]
    public void The_trail_lists_the_events_of_a_user_latest_first()
    {
        FlowservUser alice = Service.RegisterUser("alice", TestDatabase.GoodPassword, verify: true);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());
        Service.ActivateUser(alice.Id);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: "wrong"));
        Service.LogoutUser(_database.Login());
        string request = Secret.Reveal(Service.RequestPasswordReset("alice").RequestId);
        Service.ResetPassword(request, "another horse battery");

        FlowservAuditEvent[] events = [.. List(new() { Identity = "alice" })];

        Assert.Equal(
            [
                AuditEventType.PasswordReset, AuditEventType.PasswordResetRequested, AuditEventType.LoggedOut,
                AuditEventType.LoginSucceeded, AuditEventType.LoginFailed, AuditEventType.UserActivated,
                AuditEventType.LoginFailed, AuditEventType.UserRegistered,
            ],
            events.Select(item => item.Type));
        Assert.Equal(["wrong password", "pending"], events.Where(item => item.Type == AuditEventType.LoginFailed).Select(item => item.Detail));
        Assert.All(events, item => Assert.Equal((alice.Id, "alice"), (item.UserId, item.Username)));
        Assert.Equal(events.Select(item => item.Id).OrderDescending(), events.Select(item => item.Id));
    }

    [Fact]
    public void Logins_refused_by_a_lock_and_locks_themselves_are_in_the_trail()
    {
        _database.Register();
        for (int attempt = 1; attempt <= 6; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: "wrong"));

        Assert.Equal("locked", List(new() { Types = [AuditEventType.LoginFailed] }).First().Detail);
        Assert.Equal("alice", Assert.Single(List(new() { Types = [AuditEventType.UserLocked] })).Username);
    }

    [Fact]
    public void The_unknown_name_of_a_failed_login_is_not_recorded()
    {
        const string typed = "hunter2 typed in the wrong field";
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(typed, "x"));
        Service.RequestPasswordReset(typed);

        Assert.DoesNotContain(List(new()), item => $"{item.Username} {item.Detail} {item.UserId}".Contains("hunter2", StringComparison.Ordinal));
        Assert.Equal("unknown name", List(new() { Types = [AuditEventType.LoginFailed] }).Single().Detail);
    }

    [Theory]
    [InlineData("bob\nUserRegistered admin")]
    [InlineData("bob\r")]
    [InlineData("bob\u001B[2Kadmin")]
    [InlineData("bob\u2028admin")]
    [InlineData("bob\u2029admin")]
    [InlineData("bob\u0085admin")]
    [InlineData("bob\u202Enimda")]
    public void Names_that_could_forge_a_line_do_not_get_into_the_trail(string username)
    {
        Assert.Throws<InvalidUsernameException>(() => _database.Register($"x{username}x"));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login($"x{username}x", "wrong"));

        Assert.DoesNotContain(
            List(new()), item => $"{item.Username}{item.Detail}".Any(character => char.IsControl(character) || character >= '\u2000'));
    }

    [Fact]
    public void Types_are_filtered()
    {
        _database.Register();
        _database.Login();

        Assert.Equal(
            [AuditEventType.LoginSucceeded, AuditEventType.UserRegistered],
            List(new() { Types = [AuditEventType.UserRegistered, AuditEventType.LoginSucceeded] }).Select(item => item.Type));
    }

    [Fact]
    public void A_time_range_includes_its_start_but_not_its_end()
    {
        DateTimeOffset start = _database.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        foreach (string username in new[] { "one", "two", "three" })
        {
            _database.Clock.Advance(TimeSpan.FromHours(1));
            _database.Register(username);
        }

        IEnumerable<FlowservAuditEvent> events = List(new()
        {
            After = start.ToOffset(TimeSpan.FromHours(5)),
            Before = start + TimeSpan.FromHours(2),
        });

        Assert.Equal(["two", "one"], events.Select(item => item.Username));
    }

    [Fact]
    public void Events_recorded_after_the_clock_was_set_back_are_found_at_their_recorded_time()
    {
        DateTimeOffset ahead = _database.Clock.GetUtcNow() + TimeSpan.FromDays(1);
        _database.Register("early");
        _database.Clock.AdjustTime(ahead);
        _database.Register("ahead");
        _database.Clock.AdjustTime(ahead - TimeSpan.FromDays(2));
        _database.Register("back");

        Assert.Equal(["ahead", "early", "back"], List(new() { Types = [AuditEventType.UserRegistered] }).Select(item => item.Username));
        Assert.Equal(["back"], List(new() { Before = ahead - TimeSpan.FromDays(1) }).Select(item => item.Username));
        Assert.Equal(["ahead"], List(new() { After = ahead }).Select(item => item.Username));
    }

    [Fact]
    public void Any_time_can_be_queried()
    {
        _database.Register();

        Assert.NotEmpty(List(new() { After = DateTimeOffset.MinValue, Before = DateTimeOffset.MaxValue }));
        Assert.Empty(List(new() { After = DateTimeOffset.MaxValue }));
        Assert.Empty(List(new() { Before = DateTimeOffset.MinValue }));
    }

    [Fact]
    public void Many_events_are_all_listed_in_order_while_others_are_added()
    {
        _database.Register();
        for (int index = 0; index < 250; index++)
            Service.RequestPasswordReset("alice");

        List<long> ids = [];
        foreach (FlowservAuditEvent item in List(new() { Types = [AuditEventType.PasswordResetRequested] }))
        {
            ids.Add(item.Id);
            if (ids.Count % 50 == 0)
                Service.RequestPasswordReset("alice");
        }

        Assert.Equal(250, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(), ids);
    }

    [Fact]
    public void The_events_of_a_deleted_user_are_found_by_identifier_and_by_name()
    {
        FlowservUser zoe = _database.Register("Zoë");
        Delete(zoe.Id);

        Assert.Equal(2, List(new() { Identity = zoe.Id }).Count());
        Assert.Equal(2, List(new() { Identity = "Zoë" }).Count());
        Assert.Equal(2, List(new() { Identity = " zoë " }).Count());
    }

    [Fact]
    public void An_identifier_is_case_insensitive()
    {
        FlowservUser alice = _database.Register();
        Assert.Single(List(new() { Identity = alice.Id.ToUpperInvariant() }));
        Delete(alice.Id);

        Assert.Equal(2, List(new() { Identity = alice.Id.ToUpperInvariant() }).Count());
    }

    [Fact]
    public void A_name_refers_to_the_user_who_has_it_now()
    {
        FlowservUser first = _database.Register();
        Delete(first.Id);
        FlowservUser second = _database.Register();

        Assert.All(List(new() { Identity = "alice" }), item => Assert.Equal(second.Id, item.UserId));
        Assert.All(List(new() { Identity = first.Id }), item => Assert.Equal(first.Id, item.UserId));
    }

    [Fact]
    public void A_user_who_never_existed_is_an_error()
    {
        Assert.Throws<UnknownUserException>(() => List(new() { Identity = "nobody" }));
        Assert.Throws<UnknownUserException>(() => List(new() { Identity = Guid.NewGuid().ToString("N") }));
    }

    [Fact]
    public void A_known_user_without_matching_events_is_not_an_error()
    {
        _database.Register();

        Assert.Empty(List(new() { Identity = "alice", Types = [AuditEventType.UserRenamed] }));
    }

    private IEnumerable<FlowservAuditEvent> List(AuditQuery query) => Service.Audit.List(query);

    private void Delete(string id)
    {
        using IUserStore store = _database.OpenStore();
        Assert.True(store.DeleteUser(id, _database.Clock.GetUtcNow(), CancellationToken.None));
    }
}
