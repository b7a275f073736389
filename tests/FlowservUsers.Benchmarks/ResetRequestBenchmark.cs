namespace FlowservUsers.Benchmarks;

/// <summary>
/// What a request for a password reset costs. The times should not tell who is registered: the ratio is to be within 5 %.
/// </summary>
internal static class ResetRequestBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        using var database = new BenchmarkDatabase(workFactor: 4);
        for (int number = 0; number < 100; number++)
            database.Register($"user{number}");
        database.Register("disabled");
        database.Execute($"UPDATE users SET status = {(int)UserStatus.Disabled} WHERE username = {"disabled"}");

        Console.WriteLine($"Requests for a password reset, {options.Tries} tries each, in random order.");
        Comparison.Print(
            [
                Case("known name", number => $"user{(number + 100) % 100}"),
                Case("unknown name", number => $"nobody{number}"),
                Case("disabled user", _ => "disabled"),
            ],
            options.Tries);

        BenchmarkCase Case(string name, Func<int, string> username) => new(
            name,
            _ => { },
            number => database.Service.RequestPasswordReset(username(number)));
    }
}
