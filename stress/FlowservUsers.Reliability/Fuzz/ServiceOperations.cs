using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Fuzz;

/// <summary>The operations of the real service.</summary>
internal sealed class ServiceOperations(LocalUserService service) : IOperations
{
    private readonly List<string> _keys = [];
    private readonly List<string> _requests = [];

    public string Register(string name, string password, bool isPending) =>
        Outcome.Of(() => Describe(service.RegisterUser(name, password, isPending)));

    public string Login(string name, string password) => Outcome.Of(() =>
    {
        FlowservSession session = service.LoginUser(name, password);
        _keys.Add(Secret.Reveal(session.ApiKey));
        return session.Username;
    });

    public string WhoAmI(int key) => Outcome.Of(() => Describe(service.WhoAmIUser(_keys[key])));

    public string Logout(int key, bool everywhere) => Outcome.Of(() => service.Sessions.Logout(_keys[key], everywhere).Username);

    public string RequestReset(string name) => Outcome.Of(() =>
    {
        _requests.Add(Secret.Reveal(service.RequestPasswordReset(name).RequestId));
        return "requested";
    });

    public string Reset(int request, string password) => Outcome.Of(() => Describe(service.ResetPassword(_requests[request], password)));

    public string ChangePassword(string name, string current, string replacement) =>
        Outcome.Of(() => Describe(service.Passwords.Change(name, current, replacement)));

    public string Activate(string name) => Outcome.Of(() => Describe(service.ActivateUser(Id(name))));

    public string Disable(string name) => Outcome.Of(() => Describe(service.Accounts.Disable(Id(name))));

    public string Unlock(string name) => Outcome.Of(() => Describe(service.Accounts.Unlock(Id(name))));

    public string Rename(string name, string newName) => Outcome.Of(() => Describe(service.Accounts.Rename(Id(name), newName)));

    public string Unregister(string name) => Outcome.Of(() =>
    {
        service.Accounts.Unregister(Id(name));
        return "gone";
    });

    public string List(string prefix, UserStatus status, bool locked) => Outcome.Of(() =>
        string.Join(", ", service.Accounts.List(new UserQuery { Prefix = prefix, Statuses = [status], LockedOnly = locked }).Select(Describe)));

    public string CountSessions(string name) => Outcome.Of(() => service.Sessions.List(Id(name)).Count());

    public string SetPolicy(Func<FlowservPolicy, FlowservPolicy> change) => Outcome.Of(() =>
    {
        service.Policy.Set(change(service.Policy.Get()));
        return "set";
    });

    public string Clear() => Outcome.Of(() =>
    {
        FlowservExpiredItemCount count = service.ExpiredItems.Clear();
        return $"{count.Sessions}, {count.PasswordResets}, {count.LoginCounters}";
    });

    /// <summary>All that a user shows.</summary>
    public static string Describe(FlowservUser user) =>
        $"{user.Username} {user.Status} created {user.CreatedAt:O} activated {user.ActivatedAt:O} seen {user.LastLoginAt:O} "
        + $"changed {user.PasswordChangedAt:O} failed {user.FailedLogins} until {user.LockedUntil:O}";

    private string Id(string name) => service.Accounts.Get(name).Id;
}
