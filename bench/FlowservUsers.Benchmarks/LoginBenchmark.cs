using FlowservUsers.Passwords;

namespace FlowservUsers.Benchmarks;

/// <summary>
/// The cost of a failed login, by its reason. The times should not reveal the reason: the ratio to a wrong
/// password should be within 5 %.
/// </summary>
internal static class LoginBenchmark
{
    // For another password, with passlib's number of rounds; the digest does not matter, because no password matches.
    private const string ImportedHash =
        "$pbkdf2-sha256$29000$ABEiM0RVZneImaq7zN3u/w$iPGLFIPjJ6ApVxVopPepBn.1qIBnIHXv5TRgwitZlkk";

    public static void Run(BenchmarkOptions options)
    {
        using var database = new BenchmarkDatabase(options.WorkFactor);
        var users = new Dictionary<string, string>();
        foreach (string username in new[] { "alice", "pending", "disabled", "locked", "corrupt", "imported" })
            users[username] = database.Register(username).Id;
        database.Execute($"UPDATE users SET status = {(int)UserStatus.Pending} WHERE username = {"pending"}");
        database.Execute($"UPDATE users SET status = {(int)UserStatus.Disabled} WHERE username = {"disabled"}");
        database.Execute($"UPDATE users SET locked_until = {long.MaxValue} WHERE username = {"locked"}");
        database.Execute($"UPDATE users SET password_hash = {"rubbish"} WHERE username = {"corrupt"}");
        database.Execute($"UPDATE users SET password_scheme = {PasswordSchemes.FlowservPbkdf2}, password_hash = {ImportedHash} WHERE username = {"imported"}");

        Console.WriteLine($"Failed logins at work factor {options.WorkFactor}, {options.Tries} tries each, in random order.");
        Comparison.Print(
            [
                Case("wrong password", _ => "alice", "wrong password"),
                Case("unknown name", number => $"nobody{number}", "wrong password"),
                Case("pending user", _ => "pending", BenchmarkDatabase.Password),
                Case("disabled user", _ => "disabled", BenchmarkDatabase.Password),
                Case("locked user", _ => "locked", BenchmarkDatabase.Password),
                Case("over-long password", _ => "alice", new string('x', 2_000)),
                Case("corrupt hash", _ => "corrupt", BenchmarkDatabase.Password),
                Case("imported PBKDF2, wrong password", _ => "imported", "wrong password"),
            ],
            options.Tries);

        BenchmarkCase Case(string name, Func<int, string> username, string password) => new(
            name,
            // Otherwise the name would be locked after some failures, which is a separate case.
            number =>
            {
                if (users.TryGetValue(username(number), out string? id) && username(number) != "locked")
                    database.Service.Accounts.Unlock(id);
            },
            number => Fail(database.Service, username(number), password));
    }

    private static void Fail(LocalUserService service, string username, string password)
    {
        try
        {
            service.LoginUser(username, password);
        }
        catch (InvalidCredentialsException)
        {
            return;
        }
        throw new InvalidOperationException($"The login of {username} did not fail.");
    }
}
