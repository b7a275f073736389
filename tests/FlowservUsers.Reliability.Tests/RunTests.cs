using FlowservUsers.Reliability.Bystanders;
using FlowservUsers.Reliability.Contention;
using FlowservUsers.Reliability.Corruption;
using FlowservUsers.Reliability.Crash;
using FlowservUsers.Reliability.Exhaustion;
using FlowservUsers.Reliability.Exports;
using FlowservUsers.Reliability.Fuzz;
using FlowservUsers.Reliability.Keys;
using FlowservUsers.Reliability.Restores;

namespace FlowservUsers.Reliability.Tests;

/// <summary>The normal form of the runs. What they measure is not judged here: a busy machine is no defect.</summary>
public sealed class RunTests(ITestOutputHelper output)
{
    private static readonly RunOptions OnServer = new(PostgreSql: true);

    [Fact]
    public void A_killed_process_loses_nothing_that_it_reported_and_leaves_nothing_half_done() =>
        Assert.Equal(20, Run(CrashRun.Run)["kills"]);

    [Fact]
    public void A_killed_process_or_PostgreSQL_server_loses_nothing_that_was_reported_and_leaves_nothing_half_done()
    {
        Report report = Run(CrashRun.Run, OnServer);
        Assert.Equal((12, 3), (report["kills"], report["kills of the server"]));
    }

    [Fact]
    public void Eight_processes_create_and_use_one_database_of_PostgreSQL_without_an_error_or_a_lost_update() =>
        Assert.NotEqual(0, Run(ContentionRun.Run, OnServer)["failures"]);

    [Fact]
    public void Eight_processes_create_and_use_one_file_without_an_error_or_a_lost_update() =>
        Assert.NotEqual(0, Run(ContentionRun.Run)["failures"]);

    [Fact]
    public void A_killed_backup_or_copy_is_complete_or_absent() =>
        Assert.Equal(6, Run(ExportRun.Run)["kills"]);

    [Fact]
    public void A_killed_restore_leaves_the_old_or_the_new_database_and_loses_nothing_that_is_written_meanwhile()
    {
        Report report = Run(RestoreRun.Run);
        Assert.Equal((15, 4), (report["kills"], report["restores while others write"]));
        Assert.NotEqual(0, report["registrations reported meanwhile"]);
    }

    [Fact]
    public void Reading_the_files_in_the_processes_that_write_to_them_loses_nothing_and_brings_nothing_back() =>
        Assert.NotEqual(0, Run(BystanderRun.Run)["writes reported"]);

    [Fact]
    public void A_process_killed_while_it_moves_or_creates_hashing_keys_locks_nobody_out_and_leaves_no_key_behind() =>
        Assert.Equal(12, Run(KeyRun.Run)["kills"]);

    [Fact]
    public void A_process_killed_while_it_moves_or_creates_a_server_s_hashing_keys_locks_nobody_out() =>
        Assert.Equal(12, Run(KeyRun.Run, OnServer)["kills"]);

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
        output.WriteLine(string.Join(Environment.NewLine, lines));
        Assert.Equal(0, child.ExitCode);
        Assert.Contains("  calls: 5,000", lines);
    }

    private Report Run(Func<RunOptions, TextWriter, Report> run, RunOptions? options = null)
    {
        using var text = new StringWriter();
        Report report = run(options ?? new RunOptions(), text);
        output.WriteLine(text.ToString());
        Assert.Empty(report.Problems);
        return report;
    }
}
