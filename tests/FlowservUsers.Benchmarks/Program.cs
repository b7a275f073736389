using FlowservUsers.Benchmarks;

const string usage =
    """
    dotnet run -c Release --project tests/FlowservUsers.Benchmarks -- <command> [-Tries <number>] [-WorkFactor <number>]

      logins   what a login costs that fails, by its reason
      resets   what a request for a password reset costs, for a known and an unknown name
    """;

if (args is not [string command, .. string[] rest] || BenchmarkOptions.Parse(rest) is not { } options)
{
    Console.Error.WriteLine(usage);
    return 2;
}

switch (command)
{
    case "logins":
        LoginBenchmark.Run(options);
        return 0;
    case "resets":
        ResetRequestBenchmark.Run(options);
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
