using FlowservUsers.Reliability.Contention;
using FlowservUsers.Reliability.Crash;
using FlowservUsers.Reliability.Keys;

namespace FlowservUsers.Reliability.Tests;

/// <summary>The runs on a PostgreSQL server.</summary>
public sealed class ServerRunTests(ITestOutputHelper output) : RunTest(output)
{
    private static readonly RunOptions OnServer = new(PostgreSql: true);

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
    public void A_process_killed_while_it_moves_or_creates_a_server_s_hashing_keys_locks_nobody_out() =>
        Assert.Equal(12, Run(KeyRun.Run, OnServer)["kills"]);
}
