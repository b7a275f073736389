using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks.Report;

/// <summary>The operations that hash a password, compared with the hash; at the minimum work factor, because its spread would otherwise hide the rest.</summary>
internal static class AccountRows
{
    private const int Times = 20;

    public static IEnumerable<ReportRow> Create(Scale scale, SampleDatabase database)
    {
        LocalUserService service = database.Service;
        return
        [
            Row("LoginUser", Timed.Each(Times, () => service.LoginUser(database.RandomName(), SampleDatabase.Password))),
            Row("RegisterUser", Timed.Each(Times, () => service.RegisterUser(database.NewName(), SampleDatabase.Password))),
            Row("ResetPassword", Reset),
        ];

        ReportRow Row(string what, Func<double> ours) => new(
            $"{what}, {Scale.Count(scale.Large)} users; one raw bcrypt",
            ours,
            Timed.Each(Times, () => RawBcrypt.Hash(SampleDatabases.WorkFactor)),
            Target.Plus(TimeSpan.FromMilliseconds(3)));

        double Reset()
        {
            var requests = new Queue<string>(Enumerable.Range(0, Times).Select(_ => Request()));
            return Timed.Each(Times, () => service.ResetPassword(requests.Dequeue(), SampleDatabase.Password))();
        }

        string Request() => Secret.Reveal(service.RequestPasswordReset(database.RandomName()).RequestId);
    }
}
