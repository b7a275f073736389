using FlowservUsers.Benchmarks.Databases;
using FlowservUsers.Benchmarks.Measuring;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>What the module adds to the start of PowerShell: the processor time of a whole <c>pwsh -NoProfile</c>, and its elapsed time.</summary>
internal static class StartRows
{
    public static IEnumerable<ReportRow> Create(SampleDatabase database)
    {
        string import = $"Import-Module '{Repository.Manifest}'";
        const string table = "1..100 | ForEach-Object { [pscustomobject]@{ Name = \"user$_\"; State = 'Active'; Created = $_; LastLogin = $_; Locked = $false } } | Format-Table";
        return
        [
            Row("Import-Module in a new process; PowerShell without it", database, import, "", 75),
            Row("Import-Module and Get-FlowservCurrentUser; PowerShell without them", database, $"{import}; $null = Get-FlowservCurrentUser", "", 100),
            Row("Import-Module and the first listing shown; as many plain objects", database, $"{import}; Get-FlowservUser -Prefix {SampleDatabase.PrefixOfHundred}", table, 120),
        ];
    }

    private static ReportRow Row(string what, SampleDatabase database, string script, string baseline, int milliseconds)
    {
        List<double> ours = [], others = [];
        return new ReportRow(
            what,
            () => Start(database, script, ours),
            () => Start(database, baseline, others),
            Target.Plus(TimeSpan.FromMilliseconds(milliseconds)),
            () => $" (processor time; elapsed {Text.Time(new Measurements(ours).Median)} and {Text.Time(new Measurements(others).Median)})");
    }

    private static double Start(SampleDatabase database, string script, List<double> elapsed)
    {
        (double taken, double processor) = PowerShellProcess.Run(
            script, new() { ["FLOWSERV_DATABASE"] = database.Path, ["FLOWSERV_ACCESS_TOKEN"] = database.ApiKey });
        elapsed.Add(taken);
        return processor;
    }
}
