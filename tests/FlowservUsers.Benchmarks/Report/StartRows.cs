using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>What the module adds to the start of an engine, as a whole process that does one thing and ends.</summary>
internal static class StartRows
{
    public static IEnumerable<ReportRow> Create(SampleDatabase database)
    {
        string import = $"Import-Module '{Repository.Manifest}'";
        return
        [
            Row("Import-Module in a new process; the bare engine", import, 150),
            Row(
                "Import-Module and the first listing; the bare engine",
                $"{import}; Get-FlowservUser -Database '{database.Path}' user0000* | Out-Null",
                250),
        ];
    }

    private static ReportRow Row(string what, string script, int milliseconds) => new(
        what, () => Start(script), () => Start("1 | Out-Null"), Target.Plus(TimeSpan.FromMilliseconds(milliseconds)));

    private static double Start(string script) => Timed.Process("dotnet", Repository.BareEngine, script);
}
