using FlowservUsers.Keys;

namespace FlowservUsers.Reliability.Keys;

/// <summary>Moves the hashing keys of a database to and fro and makes new ones, until it is killed.</summary>
internal static class KeyWorker
{
    /// <summary>Where the keys of a run are looked for: in one file.</summary>
    public static LocalUserServiceOptions Options(string keyFile) =>
        new() { KeySearch = new KeySearch(name => name == KeySearch.FileVariable ? keyFile : null, Path.GetDirectoryName(keyFile)!) };

    public static int Run(string database, string keyFile)
    {
        using var service = LocalUserService.Open(database, Options(keyFile));
        for (int round = 0; ; round++)
        {
            Step("out", () => service.HashingKeys.MoveToFile(keyFile));
            Step("new", () => service.HashingKeys.Add());
            Step("login", () => service.LoginUser("alice", Passwords.Of("alice", 0)));
            string registered = $"user{Guid.NewGuid():N}";
            Step($"register {registered}", () => service.RegisterUser(registered, Passwords.Of("alice", 0)));
            string hashed = $"user{Guid.NewGuid():N}";
            Step($"register {hashed}", () => service.Accounts.RegisterWithHash(hashed, BCrypt.Net.BCrypt.HashPassword(Passwords.Of("alice", 0), 4)));
            foreach (FlowservHashingKey key in service.HashingKeys.List().Where(key => !key.IsCurrent && key.Users == 0))
                Step("remove", () => service.HashingKeys.Remove(key.Id));
            if (round % 2 == 1)
                Step("in", () => service.HashingKeys.MoveToDatabase());
        }
    }

    private static void Step(string name, Action step)
    {
        step();
        Console.Out.WriteLine(name);
    }
}
