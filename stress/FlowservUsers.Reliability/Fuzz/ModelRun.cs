using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowservUsers.Reliability.Fuzz;

/// <summary>Random sequences of operations on the service and on the model: the answers have to be the same.</summary>
internal static class ModelRun
{
    private const int StepsPerSequence = 100;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int sequences = options.Amount(15, 1_200);
        report.Say($"Model: {sequences} sequences of {StepsPerSequence} steps, seed {options.Seed}");
        using var folder = new ScratchFolder();
        Arbitrary<int[]> steps = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(StepsPerSequence), Shorter);
        int number = 0;
        Property property = Prop.ForAll(steps, sequence => Compare(sequence, folder.File($"{number++}.db"), report));
        Checks.Run("the service returns the same results as the model", property, sequences, StepsPerSequence, options.Seed, report);
        report.Close();
        return report;
    }

    private static void Compare(int[] numbers, string database, Report report)
    {
        var clock = new MovableClock();
        var log = new StringBuilder();
        using (var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true, Clock = clock }))
        {
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
            var real = new ServiceOperations(service);
            var model = new ModelOperations(clock, service.Policy.Get());
            int keys = 0, requests = 0;
            foreach (int number in numbers)
            {
                (string text, Func<IOperations, string>? run, TimeSpan time) = new Step(number).Choose(keys, requests);
                clock.Time += time;
                log.Append(text);
                if (run is null)
                {
                    log.AppendLine();
                    continue;
                }

                string expected = run(model);
                string found = run(real);
                log.Append(": ").AppendLine(expected);
                report.Count("operations");
                if (found != expected)
                    throw new InvalidOperationException($"the service returns {found} after\n{log}");
                if (text.StartsWith("log in", StringComparison.Ordinal) && !expected.StartsWith('!'))
                    keys++;
                if (text.StartsWith("request", StringComparison.Ordinal))
                    requests++;
            }
        }
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(database)!))
            File.Delete(file);
    }

    // Without a half, a quarter, ..., a single step.
    private static IEnumerable<int[]> Shorter(int[] numbers)
    {
        for (int length = numbers.Length / 2; length >= 1; length /= 2)
        {
            for (int start = 0; start + length <= numbers.Length; start += length)
                yield return [.. numbers[..start], .. numbers[(start + length)..]];
        }
    }
}
