using FlowservUsers.Auditing;
using FlowservUsers.Databases;
using FlowservUsers.Sessions;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Corruption;

/// <summary>
/// Opens a file that is perhaps damaged and does with it whatever a program does. Each operation has to work or to fail
/// with an error of the module; nobody may be taken for somebody else; a file that is refused stays as it is.
/// </summary>
internal sealed class Battery(SampleDatabase sample, Report report, string what)
{
    private const int Endless = 100_000; // more than any listing of the sample has
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    /// <summary>Runs it on a file.</summary>
    /// <returns>What came of the opening: "opened", or the id of the error.</returns>
    public string Run(string path)
    {
        Task<string> run = Task.Run(() => TryAll(path));
        if (run.Wait(Hang))
            return run.Result;
        report.Problem($"{what}: hangs");
        return "hangs";
    }

    private string TryAll(string path)
    {
        byte[] before = File.ReadAllBytes(path);
        LocalUserService service;
        try
        {
            service = LocalUserService.Open(path);
        }
        catch (FlowservException exception)
        {
            report.Check(File.ReadAllBytes(path).AsSpan().SequenceEqual(before), $"{what}: refused as {exception.ErrorId}, but changed");
            report.Check(exception is DatabaseException, $"{what}: refused as {exception.ErrorId}");
            return exception.ErrorId;
        }
        catch (Exception exception)
        {
            report.Problem($"{what}: opening throws {exception}");
            return exception.GetType().Name;
        }

        using (service)
        {
            UseService(service);
            Administer(service);
        }
        Try("describe", () => UserDatabase.Describe(path));
        return "opened";
    }

    private void UseService(LocalUserService service)
    {
        string alice = sample.Alice.Id;
        Try("list", () => service.Accounts.List(new UserQuery { Statuses = [UserStatus.Active, UserStatus.Pending, UserStatus.Disabled] }).Take(Endless).Count());
        Try("prefix", () => service.Accounts.Count(new UserQuery { Prefix = "user 1" }));
        Try("get", () => service.Accounts.Get("alice"));
        Expect("whoami", () => service.WhoAmIUser(sample.Key).Id, alice);
        Expect("resume", () => service.Sessions.Resume(sample.Key).UserId, alice);
        ExpectError("whoami with an unknown key", () => service.WhoAmIUser(NewKey()));
        ExpectError("whoami with an ended key", () => service.WhoAmIUser(sample.EndedKey));
        ExpectError("login with a wrong password", () => service.LoginUser("alice", "something else entirely"));
        Expect("login", () => service.LoginUser("alice", SampleDatabase.Password).UserId, alice);
        ExpectError("login of an unknown name", () => service.LoginUser("nobody", SampleDatabase.Password));
        Try("register", () => service.RegisterUser("Dora", SampleDatabase.Password));
        Try("register a name that is taken", () => service.RegisterUser("ALICE", SampleDatabase.Password));
        Try("activate", () => service.ActivateUser(alice));
        Try("request a reset", () => service.RequestPasswordReset("alice"));
        Try("reset", () => service.ResetPassword(sample.OpenRequest, "another good password"));
        ExpectError("reset again", () => service.ResetPassword(sample.OpenRequest, "another good password"));
        Try("policy", () => service.Policy.Get());
        Try("set policy", () => SetPolicy(service));
        Try("logout", () => service.LogoutUser(sample.Key));
    }

    private void Administer(LocalUserService service)
    {
        string alice = sample.Alice.Id;
        Try("list the audit events", () => service.Audit.List(new AuditQuery()).Take(Endless).Count());
        Try("list the sessions", () => service.Sessions.List().Take(Endless).Count());
        Try("list ended sessions", () => service.Sessions.List(expired: true).Take(Endless).Count());
        Try("bulk", () => RegisterMany(service));
        Try("change a password", () => service.Passwords.Change("user 5", SampleDatabase.Password, "another good password"));
        Try("back up", () => service.Database.Backup(service.Location + ".backup", overwrite: true));
        Try("disable", () => service.Accounts.Disable(alice));
        Try("rename", () => service.Accounts.Rename(alice, "Alicia"));
        Try("unregister", () => Unregister(service, alice));
        Try("clear expired items", () => service.ExpiredItems.Clear());
    }

    private static int RegisterMany(LocalUserService service)
    {
        using BulkRegistration registration = service.Accounts.RegisterMany(workers: 1);
        registration.Add("Emil", SampleDatabase.Password);
        registration.Add("Fritz", SampleDatabase.Password);
        return registration.Finish().Select(result => result.GetUser()).Count();
    }

    private static string Unregister(LocalUserService service, string id)
    {
        service.Accounts.Unregister(id);
        return "unregistered";
    }

    private static string SetPolicy(LocalUserService service)
    {
        FlowservPolicy policy = service.Policy.Get();
        service.Policy.Set(policy with { MaximumSessionsPerUser = policy.MaximumSessionsPerUser == 5 ? 6 : 5 });
        return "set";
    }

    private static string NewKey() => new(Token.Create(Token.ApiKeyPrefix));

    private string Try(string operation, Func<object> run)
    {
        report.Count("operations");
        try
        {
            string outcome = Outcome.Of(run);
            report.Check(outcome != $"{Endless}", $"{what}: {operation} does not end");
            return outcome;
        }
        catch (Exception exception)
        {
            report.Problem($"{what}: {operation} throws {exception}");
            return "!";
        }
    }

    private void Expect(string operation, Func<object> run, string expected)
    {
        string outcome = Try(operation, run);
        report.Check(outcome == expected || outcome.StartsWith('!'), $"{what}: {operation} returns {outcome} instead of {expected}");
    }

    private void ExpectError(string operation, Func<object> run)
    {
        string outcome = Try(operation, run);
        report.Check(outcome.StartsWith('!'), $"{what}: {operation} returns {outcome}");
    }
}
