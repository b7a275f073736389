using System.Data.Common;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using FlowservUsers.Core.Tests.Importing;
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
    public void Reported_changes_are_stored_and_nothing_else(string script)
    {
        using DbConnection other = OpenDatabase();
        // On the thread of the pipeline: the second user has to wait.
        PSDataCollection<PSObject> output = StopOnceItWaits(script, () => Execute(other, TestStorage.BeginWriting));

        Execute(other, "ROLLBACK");
        Assert.Equal(["alice"], output.Select(item => ((FlowservUser)item.BaseObject).Username));
        Assert.Equal(["alice"], _engine.Service.ListUsers().Select(user => user.Username));
        _engine.Run("Register-FlowservUser bob $password").Succeeded();
    }

    [Theory]
    [InlineData("Enable-FlowservUser alice")]
    [InlineData("Connect-FlowservUser -Username alice -Password $password -NoCurrent")]
    [InlineData("Request-FlowservPasswordReset alice")]
    [InlineData("Reset-FlowservPassword $request 'another horse battery'")]
    [InlineData("Disconnect-FlowservUser -ApiKey $key")]
    [InlineData("Disconnect-FlowservUser -Everywhere")]
    [InlineData("Disable-FlowservUser alice -Confirm:$false")]
    [InlineData("Rename-FlowservUser alice bob -Confirm:$false")]
    [InlineData("Unregister-FlowservUser alice -Confirm:$false")]
    [InlineData("Unlock-FlowservUser alice")]
    [InlineData("Revoke-FlowservSession -Identity alice -Confirm:$false")]
    [InlineData("Set-FlowservPassword -CurrentPassword $password -NewPassword 'another horse battery' -Confirm:$false")]
    [InlineData("Set-FlowservPolicy -LockoutThreshold 9 -Confirm:$false")]
    [InlineData("Import-FlowservUser $source -Confirm:$false")]
    [InlineData("Clear-FlowservExpiredItem")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ Username = \"user$_\"; Password = $password } } | Register-FlowservUser")]
    public void Every_command_that_writes_can_be_stopped_while_it_waits(string command)
    {
        _engine.Run(
            """
            Register-FlowservUser alice $password
            $key = (Connect-FlowservUser -Username alice -Password $password).ApiKey
            $request = (Request-FlowservPasswordReset alice).RequestId
            """,
            ("source", SourceFile())).Succeeded();
        using DbConnection other = OpenDatabase();
        Execute(other, TestStorage.BeginWriting);

        StopOnceItWaits($"'started'; {command}");

        Execute(other, "ROLLBACK");
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        Assert.Single(_engine.Service.ListUsers());
    }

    [FileTheory]
    [InlineData("Get-FlowservUser -Database locked.db")]
    [InlineData("Get-FlowservDatabase -Database locked.db")]
    [InlineData("Backup-FlowservDatabase copy.db -Database locked.db")]
    [InlineData("Restore-FlowservDatabase locked.db -Database copy.db -Confirm:$false")]
    [InlineData("Restore-FlowservDatabase backup.db -Database locked.db -Confirm:$false")]
    [InlineData("Copy-FlowservDatabase copy.db -Database locked.db -Confirm:$false")]
    [InlineData("Copy-FlowservDatabase locked.db -Confirm:$false")]
    [InlineData("Import-FlowservUser flowserv.db -Confirm:$false")]
    public void A_command_can_be_stopped_while_it_waits_for_a_file_that_another_process_has_locked(string command)
    {
        _engine.Run("Backup-FlowservDatabase locked.db; Backup-FlowservDatabase backup.db").Succeeded();
        using DbConnection other = Hold(Path.Combine(_engine.Folder, "locked.db"));
        using DbConnection source = Hold(SourceFile());

        StopOnceItWaits($"'started'; {command}");

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "copy.db")));
    }

    /// <summary>Runs a script that writes one object and then waits for a lock, and stops it while it waits.</summary>
    /// <param name="script">The script.</param>
    /// <param name="onOutput">What happens between the object and the wait.</param>
    private PSDataCollection<PSObject> StopOnceItWaits(string script, Action? onOutput = null)
    {
        using Shell shell = _engine.Prepare(script);
        var output = new PSDataCollection<PSObject>();
        using var refused = new ManualResetEventSlim();
        int pipeline = 0;
        bool gaveUp = false;
        output.DataAdded += (_, _) =>
        {
            onOutput?.Invoke();
            pipeline = Environment.CurrentManagedThreadId;
        };
        AppDomain.CurrentDomain.FirstChanceException += Watch;

        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        TestStorage.AwaitRefusal(_engine.Database, refused, running.AsyncWaitHandle);
        shell.EndStop(shell.BeginStop(null, null));

        AppDomain.CurrentDomain.FirstChanceException -= Watch;
        // The lock is held until after the end, and no timeout has passed: only the stop has ended the wait.
        Assert.False(gaveUp);
        Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Single(output);
        return output;

        void Watch(object? sender, FirstChanceExceptionEventArgs happened)
        {
            if (Environment.CurrentManagedThreadId != pipeline)
                return;
            gaveUp |= happened.Exception is DatabaseBusyException;
            if (happened.Exception is DbException)
                refused.Set();
        }
    }

    private string SourceFile()
    {
        using var source = new FlowservFile(Path.Combine(_engine.Folder, "flowserv.db"));
        source.AddUser("zoe");
        return source.Path;
    }

    /// <summary>Keeps everybody from reading and writing a file.</summary>
    private static DbConnection Hold(string path)
    {
        DbConnection connection = TestStorage.Connect(path);
        Execute(connection, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        return connection;
    }

    private DbConnection OpenDatabase() => TestStorage.Connect(_engine.Database);

    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
