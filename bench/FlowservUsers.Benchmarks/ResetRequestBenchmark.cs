namespace FlowservUsers.Benchmarks;

/// <summary>
/// The cost of a password reset request. The times should not reveal who is registered: the ratio should be within 5 %.
/// </summary>
internal static class ResetRequestBenchmark
{
    // The same number of names of each kind: a repeated name makes more of a difference than a known one.
    private const int Names = 100;

    public static void Run(BenchmarkOptions options)
    {
        using var database = new BenchmarkDatabase(workFactor: 4);
        for (int number = 0; number < Names; number++)
        {
            database.Register($"user{number}");
            database.Register($"disabled{number}");
        }
        database.Execute($"UPDATE users SET status = {(int)UserStatus.Disabled} WHERE username LIKE {"disabled%"}");

        Console.WriteLine($"Requests for a password reset, {options.Tries} tries each, in random order.");
        Comparison.Print(
            [
                Case("known name", "user"),
                Case("unknown name", "nobody"),
                Case("disabled user", "disabled"),
            ],
            options.Tries);

        BenchmarkCase Case(string name, string prefix) => new(
            name,
            _ => { },
            number => database.Service.RequestPasswordReset($"{prefix}{(number + Names) % Names}"));
    }
}
