using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FlowservUsers.Commands;
using FlowservUsers.Core.Tests.Users;
using Shell = System.Management.Automation.PowerShell;

namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>A registration that Ctrl+C ends, and one whose clock runs.</summary>
public sealed class StoppedRegistrationTests : IDisposable
{
    private const string Rows = "ForEach-Object { [pscustomobject]@{ Username = \"user$($_ + 1000)\"; Password = $password } }";

    private const int Users = 20;

    private readonly HeldHashFunctions _hashing = new(passing: Users - 1);
    private readonly Engine _engine = new();
    private readonly Runspace _runspace;

    public StoppedRegistrationTests()
    {
        _engine.Reopen(_hashing);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Register-FlowservUser", typeof(RegisterFlowservUserCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Wait-Stop", typeof(WaitStopCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("database", _engine.Database);
        _runspace.SessionStateProxy.SetVariable("password", Engine.GoodPassword);
        _runspace.SessionStateProxy.SetVariable("clock", _engine.Clock);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _engine.Dispose();
        _hashing.Dispose();
    }

    [Fact]
    public void Users_written_before_Ctrl_C_are_stored_and_at_most_the_rest_of_one_batch()
    {
        _hashing.Release();
        using var reached = new ManualResetEventSlim();
        _runspace.SessionStateProxy.SetVariable("reached", reached);
        using var shell = Shell.Create(_runspace);
        shell.AddScript($"1..400 | {Rows} | Register-FlowservUser -Parallel -Database $database | Wait-Stop -At user1010 -Reached $reached");
        var output = new PSDataCollection<FlowservUser>();
        IAsyncResult running = shell.BeginInvoke<PSObject, FlowservUser>(null, output);
        reached.Wait();

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        string[] names = [.. _engine.Service.ListUsers().Select(user => user.Username)];
        Assert.Equal(10, output.Count);
        Assert.InRange(names.Length, 10, 10 + 63);
        Assert.Equal(output.Select(user => user.Username), names.Take(10));
    }

    [Fact]
    public void Progress_shows_the_count_the_rate_and_at_the_end_the_remaining_time()
    {
        // How many there are is known at the end of the input, so the last user must not be ready before.
        _runspace.SessionStateProxy.SetVariable("release", (Action)_hashing.Release);
        using var shell = Shell.Create(_runspace);
        shell.AddScript(
            $"1..{Users} | {Rows} | ForEach-Object {{ $clock.Advance([timespan]::FromMilliseconds(100)); $_ }} -End {{ $release.Invoke() }} | "
            + "Register-FlowservUser -Parallel -Database $database | ForEach-Object { $clock.Advance([timespan]::FromMilliseconds(500)) }");
        shell.Invoke();

        Assert.Empty(shell.Streams.Error);
        ProgressRecord[] records = [.. shell.Streams.Progress.Where(record => record.Activity == "Registering users")];
        Assert.Contains(records, record => record.StatusDescription.Contains("20 of 20 done") && record.SecondsRemaining == 0);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
    }

    [Fact]
    public void Work_of_less_than_a_second_shows_no_progress()
    {
        _hashing.Release();
        using var shell = Shell.Create(_runspace);
        shell.AddScript($"1..{Users} | {Rows} | Register-FlowservUser -Parallel -Database $database");
        shell.Invoke();

        Assert.Empty(shell.Streams.Progress);
    }
}
