using FsCheck;
using Microsoft.FSharp.Core;

namespace FlowservUsers.Reliability.Fuzz;

/// <summary>Runs properties with a seed of our own, and reports what falsifies them.</summary>
internal static class Checks
{
    public static void Run(string name, Property property, int tests, int size, int seed, Report report)
    {
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(tests)
            .WithStartSize(size)
            .WithEndSize(size)
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed), FSharpOption<int>.None)));
        try
        {
            Check.One(name, config, property);
        }
        catch (Exception exception)
        {
            report.Problem($"{name}: {exception.Message}");
        }
    }
}
