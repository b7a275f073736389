using System.Data.Common;
using System.Management.Automation;
using FlowservUsers.Tests;
using Shell = System.Management.Automation.PowerShell;

namespace FlowservUsers.PowerShell.Tests.Pipelines;

/// <summary>A pipeline that is stopped ends, also while it waits for a lock that another process never gives up.</summary>
public sealed class StopTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("'alice', 'bob', 'carol' | ForEach-Object { Register-FlowservUser $_ $password }")]
    [InlineData("'alice', 'bob', 'carol' | ForEach-Object { Register-FlowservUser $_ -GeneratePassword }")]
    public void What_was_reported_is_done_and_nothing_else(string script)
    {
        using DbConnection other = OpenDatabase();
        using Shell shell = _engine.Prepare(script);
        using var output = new PSDataCollection<PSObject>();
        using var first = new ManualResetEventSlim();
        output.DataAdded += (_, _) =>
        {
            // On the thread of the pipeline: the second user has to wait.
            Execute(other, TestStorage.BeginWriting);
            first.Set();
        };
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        WaitHandle.WaitAny([first.WaitHandle, running.AsyncWaitHandle]);

        Stop(shell, running);

        Assert.Empty(shell.Streams.Error);
        Execute(other, "ROLLBACK");
        Assert.Equal(["alice"], output.Select(item => ((FlowservUser)item.BaseObject).Username));
        Assert.Equal(["alice"], _engine.Service.ListUsers().Select(user => user.Username));
        _engine.Run("Register-FlowservUser bob $password").Succeeded();
    }

    [Theory]
    [InlineData("Enable-FlowservUser alice")]
    [InlineData("Connect-FlowservUser -Username alice -Password $password")]
    [InlineData("Request-FlowservPasswordReset alice")]
    [InlineData("Reset-FlowservPassword $request 'another horse battery'")]
    [InlineData("Disconnect-FlowservUser -ApiKey $key")]
    public void Every_command_that_writes_can_be_stopped_while_it_waits(string command)
    {
        _engine.Run(
            """
            Register-FlowservUser alice $password
            $key = (Connect-FlowservUser -Username alice -Password $password).ApiKey
            $request = (Request-FlowservPasswordReset alice).RequestId
            """).Succeeded();
        using DbConnection other = OpenDatabase();
        Execute(other, TestStorage.BeginWriting);
        using Shell shell = _engine.Prepare($"'started'; {command}");
        using var output = new PSDataCollection<PSObject>();
        using var started = new ManualResetEventSlim();
        output.DataAdded += (_, _) => started.Set();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        WaitHandle.WaitAny([started.WaitHandle, running.AsyncWaitHandle]);

        Stop(shell, running);

        Assert.Single(output);
        Assert.Empty(shell.Streams.Error);
        Execute(other, "ROLLBACK");
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    // The lock is held until after the end, so nothing but the stop can have ended the wait.
    private static void Stop(Shell shell, IAsyncResult running)
    {
        shell.EndStop(shell.BeginStop(null, null));
        Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    private DbConnection OpenDatabase() => TestStorage.Connect(_engine.Database);

    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
