// More than there are processors: most of these tests wait.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace FlowservUsers.Reliability.Tests;

/// <summary>
/// The normal form of the runs. What they measure is not judged here: a busy machine is no defect. They mostly wait, for
/// processes and for the disk, so they are in several classes, which run at the same time.
/// </summary>
public abstract class RunTest(ITestOutputHelper output)
{
    protected ITestOutputHelper Output { get; } = output;

    private protected Report Run(Func<RunOptions, TextWriter, Report> run, RunOptions? options = null)
    {
        using var text = new StringWriter();
        try
        {
            Report report = run(options ?? new RunOptions(), text);
            Assert.Empty(report.Problems);
            return report;
        }
        finally
        {
            Output.WriteLine(text.ToString());
        }
    }
}
