using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Auditing;

/// <summary>Every operation of a store that changes something, and the events it has to leave.</summary>
internal sealed record AuditedOperation(string Name, AuditEventType[] Events, Action<IUserStore, FlowservUser, DateTimeOffset> Run)
{
    private static readonly PasswordHash Hash = new(PasswordSchemes.Current, "hash");
    private static readonly byte[] FirstKey = [1, 2, 3];
    private static readonly byte[] RequestHash = [4, 5, 6];

    public static IReadOnlyList<AuditedOperation> All { get; } =
    [
        new("register", [AuditEventType.UserRegistered, AuditEventType.UserRegistered], (store, _, now) =>
            store.AddUsers([Bob(now), Bob(now) with { Id = "b2", Name = new Username("bob2", "bob2") }])),
        new("activate", [AuditEventType.UserActivated], (store, _, now) => store.ActivateUser("pending", now)),
        new("disable", [AuditEventType.UserDisabled], (store, user, now) => store.DisableUser(user.Id, now)),
        new("rename", [AuditEventType.UserRenamed], (store, user, now) => store.RenameUser(user.Id, new Username("Al", "al"), now)),
        new("unlock", [AuditEventType.UserUnlocked], (store, _, now) => store.UnlockUser("pending", now)),
        new("unregister", [AuditEventType.UserUnregistered], (store, user, now) => store.DeleteUser(user.Id, now)),
        new("login", [AuditEventType.PasswordRehashed, AuditEventType.LoginSucceeded], (store, user, now) => store.OpenSession(
            Session(user, now), store.FindUserById(user.Id)!.Password, Hash, maximumSessions: 100)),
        new("wrong password", [AuditEventType.LoginFailed, AuditEventType.UserLocked], (store, user, now) =>
            store.RecordFailedLogin(user.Id, "wrong password", now, Locked(now))),
        new("unknown name", [AuditEventType.LoginFailed], (store, _, now) => store.RecordUnknownLogin([7], now)),
        new("logout", [AuditEventType.LoggedOut], (store, _, now) => store.EndSession(FirstKey, now)),
        new("logout everywhere", [AuditEventType.LoggedOut], (store, user, now) =>
            store.EndSessionsOfUser(user.Id, AuditEventType.LoggedOut, now)),
        new("revoke", [AuditEventType.SessionRevoked], (store, _, now) =>
            store.RevokeSession(store.ListSessions(new SessionFilter { Now = now }).First().Id, now)),
        new("request reset", [AuditEventType.PasswordResetRequested], (store, user, now) =>
            store.SaveResetRequest(user.Id, "nobody", [8, 9], now, now.AddHours(1))),
        new("reset", [AuditEventType.PasswordReset], (store, _, now) => store.ConsumeResetRequest(RequestHash, Hash, now)),
        new("set password", [AuditEventType.PasswordSet], (store, user, now) => store.SetPassword(user.Id, Hash, now)),
        new("change password", [AuditEventType.PasswordChanged], (store, user, now) =>
            store.ChangePassword(user.Id, store.FindUserById(user.Id)!.Password, Hash, null, now)),
        new("change policy", [AuditEventType.PolicyChanged, AuditEventType.PolicyChanged], (store, _, now) =>
            store.ChangePolicy(policy => policy with { WorkFactor = 5, LockoutThreshold = 6 }, now)),
        new("clear expired", [AuditEventType.ExpiredItemsCleared], (store, _, now) =>
            store.RemoveExpired(new ExpiryLimits(now.AddDays(2), null, now.AddDays(-9), now.AddDays(-9)))),
    ];

    /// <summary>Brings a database to a state in which each of them has something to do.</summary>
    public static FlowservUser Prepare(TestDatabase database, IUserStore store)
    {
        DateTimeOffset now = database.Clock.GetUtcNow();
        FlowservUser alice = database.Register();
        store.OpenSession(Session(alice, now) with { KeyHash = FirstKey }, store.FindUserById(alice.Id)!.Password, null, maximumSessions: 100);
        store.SaveResetRequest(alice.Id, "nobody", RequestHash, now, now.AddHours(1));
        store.AddUsers([Bob(now) with { Id = "pending", Name = new Username("pending", "pending"), Status = UserStatus.Pending }]);
        foreach (string username in (string[])["alice", "pending"])
            store.BeginLogin(username, [7], null, now, _ => Locked(now));
        return alice;
    }

    private static LoginCounter Locked(DateTimeOffset now) => new(1, now.AddHours(1));

    private static NewUser Bob(DateTimeOffset now) => new("b1", new Username("bob", "bob"), UserStatus.Active, Hash, now);

    private static NewSession Session(FlowservUser user, DateTimeOffset now) => new(
        new FlowservSession
        {
            Id = Guid.NewGuid().ToString("N"),
            UserId = user.Id,
            Username = user.Username,
            KeyPrefix = "fsk_abcd",
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now.AddDays(1),
        },
        Guid.NewGuid().ToByteArray());

    public override string ToString() => Name;
}
