using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>The speed targets: each compared with its baseline, in one run.</summary>
internal static class ReportBenchmark
{
    /// <returns>0 if every target is met, otherwise 1.</returns>
    public static int Run(Scale scale)
    {
        Machine.Describe();
        using var databases = new SampleDatabases();
        using var engine = new BenchmarkEngine();
        Text.Head("what", "ours: median (10 % – 90 %)", "baseline: median (10 % – 90 %)", "ours to baseline", "target", "verdict");
        bool areReached = true;
        foreach (ReportRow row in Rows(scale, databases, engine))
            areReached &= row.Measure(scale.Rounds);
        Machine.DescribeLoad();
        return areReached ? 0 : 1;
    }

    private static IEnumerable<ReportRow> Rows(Scale scale, SampleDatabases databases, BenchmarkEngine engine) =>
    [
        .. RecognitionRows.Create(databases.Get(scale.Small), engine),
        .. ListingRows.Create(scale, databases, engine),
        .. AccountRows.Create(scale, databases.Get(scale.Large)),
        .. WritingRows.Create(scale, databases, engine),
        .. StartRows.Create(databases.Get(scale.Small)),
    ];
}
