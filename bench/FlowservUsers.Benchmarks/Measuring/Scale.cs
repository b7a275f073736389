namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>The sizes of the databases, and the number of measurements.</summary>
/// <param name="Small">The users of the small database.</param>
/// <param name="Listed">The users of the database that is listed.</param>
/// <param name="Large">The users of the large database.</param>
/// <param name="Rounds">How often each row is measured.</param>
/// <param name="WorkFactor">The bcrypt work factor where many passwords are hashed.</param>
/// <param name="Window">How long readers read.</param>
internal sealed record Scale(int Small, int Listed, int Large, int Rounds, int WorkFactor, TimeSpan Window)
{
    private static readonly Scale Full = new(1_000, 100_000, 1_000_000, 15, 10, TimeSpan.FromSeconds(3));
    private static readonly Scale Quick = new(1_000, 20_000, 100_000, 5, 8, TimeSpan.FromSeconds(0.5));

    /// <summary>Reads --quick and --cpu; null for anything else.</summary>
    public static Scale? Parse(string[] arguments)
    {
        if (arguments.Except(["--quick", "--cpu"]).Any())
            return null;
        Timed.UsesProcessorTime = arguments.Contains("--cpu");
        return arguments.Contains("--quick") ? Quick : Full;
    }

    public static string Count(int users) => Text.Number(users, "#,0");
}
