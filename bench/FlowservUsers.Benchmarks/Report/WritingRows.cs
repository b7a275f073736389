using System.Management.Automation;
using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>Bulk registration, and the cost of the audit trail.</summary>
internal static class WritingRows
{
    public static IEnumerable<ReportRow> Create(Scale scale, SampleDatabases databases, BenchmarkEngine engine)
    {
        const int bulk = 128;
        SampleDatabase filled = databases.New(0, scale.WorkFactor);
        SampleDatabase audited = databases.New(1);
        SampleDatabase silent = databases.New(1);
        // The same operation, without the row of the event.
        silent.Execute("CREATE TRIGGER no_events BEFORE INSERT ON audit_events BEGIN SELECT RAISE(IGNORE); END");
        engine.Set("filled", filled.Path);
        return
        [
            new ReportRow(
                $"piped to Register-FlowservUser -Parallel, per user, work factor {scale.WorkFactor}; raw bcrypt on all cores",
                () =>
                {
                    engine.Set("rows", Enumerable.Range(0, bulk).Select(_ => Row(filled.NewName())).ToArray());
                    return Timed.Once(() => engine.Run("$rows | Register-FlowservUser -Parallel -Database $filled | Out-Null")) / bulk;
                },
                () => Timed.Once(() => RawBcrypt.HashMany(bulk, scale.WorkFactor)) / bulk,
                Target.Rate(0.9)),
            new ReportRow("a write with its audit event; without", Switch(audited), Switch(silent), Target.Times(1.2)),
        ];
    }

    private static PSObject Row(string username)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Username", username));
        row.Properties.Add(new PSNoteProperty("Password", SampleDatabase.Password));
        return row;
    }

    /// <summary>Disables a user, and activates the user again.</summary>
    private static Func<double> Switch(SampleDatabase database)
    {
        string id = database.Service.Accounts.Get(SampleDatabase.Name(0)).Id;
        Func<double> both = Timed.Each(50, () =>
        {
            database.Service.Accounts.Disable(id);
            database.Service.ActivateUser(id);
        });
        return () => both() / 2;
    }
}
