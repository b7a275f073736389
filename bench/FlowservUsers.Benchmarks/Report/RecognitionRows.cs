using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>Finding the user of a key, the most frequent operation.</summary>
internal static class RecognitionRows
{
    public static IEnumerable<ReportRow> Create(SampleDatabase database, BenchmarkEngine engine)
    {
        var lookup = new PreparedLookup(database.Path);
        engine.Set("database", database.Path);
        engine.Set("key", Secret.Protect(database.ApiKey));
        engine.Run("Set-FlowservDatabase $database; Connect-FlowservUser -ApiKey $key | Out-Null");
        return
        [
            new ReportRow(
                "WhoAmIUser; a kept prepared statement",
                Timed.Each(20_000, () => database.Service.WhoAmIUser(database.ApiKey)),
                Timed.Each(20_000, () => lookup.WhoAmI(database.ApiKey)),
                Target.Times(1.5)),
            new ReportRow(
                "Get-FlowservCurrentUser; an empty cmdlet",
                InEngine("Get-FlowservCurrentUser"),
                InEngine("Invoke-Nothing"),
                Target.Plus(TimeSpan.FromMicroseconds(50))),
        ];

        Func<double> InEngine(string command)
        {
            const int times = 3_000;
            return () => Timed.Once(() => engine.Run($"foreach ($number in 1..{times}) {{ $null = {command} }}")) / times;
        }
    }
}
