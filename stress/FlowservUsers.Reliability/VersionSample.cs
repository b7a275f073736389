namespace FlowservUsers.Reliability;

/// <summary>
/// Makes the file that the tests of migrations keep for each schema version, and beside it the key and the reset request
/// that it knows.
/// </summary>
internal static class VersionSample
{
    public const string Password = "correct horse battery";

    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static int Make(string path)
    {
        var options = new LocalUserServiceOptions { CreateDatabase = true, Clock = new MovableClock { Time = Time } };
        using var service = LocalUserService.Open(path, options);
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("Alice", Password);
        service.Accounts.Disable(service.RegisterUser("Bob", Password).Id);
        service.RegisterUser("Zo\u00EB", Password, verify: true);
        FlowservSession session = service.Sessions.Login("alice", Password, new Sessions.SessionOptions { Label = "laptop" });
        string request = Secret.Reveal(service.RequestPasswordReset("alice").RequestId);
        Outcome.Of(() => service.LoginUser("nobody", Password));
        File.WriteAllLines(Path.ChangeExtension(path, "txt"), [Secret.Reveal(session.ApiKey), request]);
        return 0;
    }
}
