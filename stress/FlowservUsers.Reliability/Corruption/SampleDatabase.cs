namespace FlowservUsers.Reliability.Corruption;

/// <summary>A database with something in every table, closed, to be copied and damaged.</summary>
internal sealed class SampleDatabase
{
    public const string Password = "correct horse battery";
    private const int OtherUsers = 150;

    private SampleDatabase(string path, FlowservUser alice, string key, string endedKey, string openRequest)
    {
        Path = path;
        Alice = alice;
        Key = key;
        EndedKey = endedKey;
        OpenRequest = openRequest;
    }

    public string Path { get; }

    public FlowservUser Alice { get; }

    /// <summary>A valid key of Alice.</summary>
    public string Key { get; }

    /// <summary>A key of Bob, who is disabled.</summary>
    public string EndedKey { get; }

    /// <summary>A reset request of user 3.</summary>
    public string OpenRequest { get; }

    public static SampleDatabase Create(string path)
    {
        using var service = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4, SessionIdleTimeout = TimeSpan.FromDays(100) });
        FlowservUser alice = service.RegisterUser("Alice", Password);
        FlowservUser bob = service.RegisterUser("Bob", Password);
        service.RegisterUser("Carol", Password, verify: true);
        for (int number = 0; number < OtherUsers; number++)
            service.RegisterUser($"User {number}", Password);

        string key = Secret.Reveal(service.LoginUser("alice", Password).ApiKey);
        string endedKey = Secret.Reveal(service.LoginUser("bob", Password).ApiKey);
        for (int number = 0; number < 20; number++)
            service.LoginUser($"user {number}", Password);
        for (int number = 0; number < 5; number++)
            Outcome.Of(() => service.LoginUser($"nobody {number}", Password));
        string request = Secret.Reveal(service.RequestPasswordReset("user 3").RequestId);
        service.Accounts.Disable(bob.Id);
        return new SampleDatabase(path, alice, key, endedKey, request);
    }
}
