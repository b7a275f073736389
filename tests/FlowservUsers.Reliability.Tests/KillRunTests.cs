using FlowservUsers.Reliability.Crash;
using FlowservUsers.Reliability.Exports;
using FlowservUsers.Reliability.Keys;
using FlowservUsers.Reliability.Restores;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Processes that are killed while they work on a file.</summary>
public sealed class KillRunTests(ITestOutputHelper output) : RunTest(output)
{
    [Fact]
    public void A_killed_process_loses_nothing_that_it_reported_and_leaves_nothing_half_done() =>
        Assert.Equal(20, Run(CrashRun.Run)["kills"]);

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
    public void A_process_killed_while_it_moves_or_creates_hashing_keys_locks_nobody_out_and_leaves_no_key_behind() =>
        Assert.Equal(12, Run(KeyRun.Run)["kills"]);
}
