using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>Listings: all users, the first of them, and those of a prefix.</summary>
internal static class ListingRows
{
    public static IEnumerable<ReportRow> Create(Scale scale, SampleDatabases databases, BenchmarkEngine engine)
    {
        SampleDatabase listed = databases.Get(scale.Listed);
        SampleDatabase large = databases.Get(scale.Large);
        SampleDatabase small = databases.Get(scale.Small);
        engine.Set("listed", listed.Path);
        engine.Set("large", large.Path);
        WriteReadyUserCommand.Ready = [.. BareReader.ReadAll(listed.Path)];
        return
        [
            new ReportRow(
                $"listing of {Scale.Count(scale.Listed)} users to Out-Null; a bare reader + a cmdlet with ready objects",
                () => Timed.Once(() => engine.Run("Get-FlowservUser -Database $listed | Out-Null")),
                () => Timed.Once(() => Consume(BareReader.ReadAll(listed.Path))) + Timed.Once(() => engine.Run("Write-ReadyUser | Out-Null")),
                Target.Times(1.3)),
            new ReportRow(
                $"the first of {Scale.Count(scale.Large)} users; of ready objects",
                () => Timed.Once(() => engine.Run("Get-FlowservUser -Database $large | Stop-AtFirst")),
                () => Timed.Once(() => engine.Run("Write-ReadyUser | Stop-AtFirst")),
                Target.Within(TimeSpan.FromMilliseconds(50))),
            new ReportRow(
                $"a prefix with 100 matches, {Scale.Count(scale.Large)} users; {Scale.Count(scale.Small)} users",
                Timed.Each(100, () => Consume(large.Service.ListUsers(SampleDatabase.PrefixOfHundred))),
                Timed.Each(100, () => Consume(small.Service.ListUsers(SampleDatabase.PrefixOfHundred))),
                Target.Times(1.5)),
        ];
    }

    private static void Consume(IEnumerable<FlowservUser> users)
    {
        foreach (FlowservUser user in users)
            GC.KeepAlive(user);
    }
}
