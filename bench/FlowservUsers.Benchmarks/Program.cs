using BenchmarkDotNet.Running;
using FlowservUsers.Benchmarks;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Peer;
using FlowservUsers.Benchmarks.Report;

const string usage =
    """
    dotnet run -c Release --project bench/FlowservUsers.Benchmarks -- <command> [options]

      report     the speed targets, each compared with its baseline
      growth     how each operation scales with the number of users
      readers    many readers that check keys while one process writes
      parts      where the time of one login and one key check is spent
      peer       a comparison with ASP.NET Core Identity
                 --quick   smaller databases and fewer rounds
                 --cpu     processor time instead of elapsed time, for a busy machine
                 --postgresql   growth only: on a PostgreSQL server, which is started for it

      logins     the cost of a failed login, by its reason
      resets     the cost of a password reset request, for a known and an unknown name
                 -Tries <number> -WorkFactor <number>

      micro      microbenchmarks with BenchmarkDotNet; accepts its options
    """;

switch (args)
{
    case ["report", .. string[] rest] when Scale.Parse(rest) is { } scale:
        return ReportBenchmark.Run(scale);
    case ["growth", .. string[] rest] when Scale.Parse([.. rest.Except([GrowthBenchmark.ServerOption])]) is { } scale:
        return GrowthBenchmark.Run(scale, rest.Contains(GrowthBenchmark.ServerOption));
    case ["readers", .. string[] rest] when Scale.Parse(rest) is { } scale:
        return ReadersBenchmark.Run(scale);
    case ["parts", .. string[] rest] when Scale.Parse(rest) is { } scale:
        return PartsBenchmark.Run(scale);
    case ["peer", .. string[] rest] when Scale.Parse(rest) is { } scale:
        return PeerBenchmark.Run(scale);
    case ["logins", .. string[] rest] when BenchmarkOptions.Parse(rest) is { } options:
        LoginBenchmark.Run(options);
        return 0;
    case ["resets", .. string[] rest] when BenchmarkOptions.Parse(rest) is { } options:
        ResetRequestBenchmark.Run(options);
        return 0;
    case ["micro", .. string[] rest]:
        BenchmarkRunner.Run<ServiceBenchmarks>(null, rest);
        return 0;
    // Run by the benchmarks above, in separate processes.
    case [GrowthBenchmark.MemoryCommand, string path]:
        return GrowthBenchmark.PrintMemory(path);
    case [ReadersBenchmark.ReaderCommand, string path, string apiKey, string seconds]:
        return ReadersBenchmark.Read(path, apiKey, seconds);
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
