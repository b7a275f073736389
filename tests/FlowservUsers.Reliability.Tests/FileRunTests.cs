using FlowservUsers.Reliability.Bystanders;
using FlowservUsers.Reliability.Contention;
using FlowservUsers.Reliability.Corruption;
using FlowservUsers.Reliability.Exhaustion;
using FlowservUsers.Reliability.Fuzz;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Files that many use, that are damaged, or that there is no room for, and random input.</summary>
public sealed class FileRunTests(ITestOutputHelper output) : RunTest(output)
{
    [Fact]
    public void Eight_processes_create_and_use_one_file_without_an_error_or_a_lost_update() =>
        Assert.NotEqual(0, Run(ContentionRun.Run)["failures"]);

    [Fact]
    public void Reading_the_files_in_the_processes_that_write_to_them_loses_nothing_and_brings_nothing_back() =>
        Assert.NotEqual(0, Run(BystanderRun.Run)["writes reported"]);

    [Fact]
    public void Eight_runspaces_of_one_process_use_one_file_without_an_error_or_a_lost_update() =>
        Assert.NotEqual(0, Run(ParallelRun.Run)["failures"]);

    [Fact]
    public void Without_disk_space_permissions_or_handles_there_is_one_clear_error_and_the_data_is_unchanged() =>
        Assert.NotEqual(0, Run(ExhaustionRun.Run)["scarcities"]);

    [Fact]
    public void A_damaged_file_works_or_is_refused_unchanged_with_a_module_error() =>
        Assert.Equal(40, Run(CorruptionRun.Run)["files"]);

    [Fact]
    public void Random_input_is_accepted_or_refused_and_comes_back_as_it_was() =>
        Assert.NotEqual(0, Run(PropertyRun.Run)["properties"]);

    [Fact]
    public void Random_operations_give_the_same_results_as_a_simple_model() =>
        Assert.True(Run(ModelRun.Run)["operations"] >= 1_000);

    // In a separate process, because this one also holds the resources of other tests.
    [Fact]
    public void Thousands_of_calls_leak_no_handles_or_threads()
    {
        using ChildProcess child = ChildProcess.Start("resources");
        IReadOnlyList<string> lines = child.ReadToEnd();
        Output.WriteLine(string.Join(Environment.NewLine, lines));
        Assert.Equal(0, child.ExitCode);
        Assert.Contains("  calls: 5,000", lines);
    }
}
