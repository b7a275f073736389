using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FlowservUsers.Commands;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Contention;

/// <summary>Eight runspaces of one process, as ForEach-Object -Parallel makes them, that work on one file with the cmdlets.</summary>
internal static class ParallelRun
{
    private const int Runspaces = 8;

    // Below the number at which a user stays locked; all runspaces together raise one counter.
    private const int MostFailuresEach = 10;

    private const string Script = """
        1..$runspaces | ForEach-Object -ThrottleLimit $runspaces -Parallel {
            Import-Module $using:module
            Set-FlowservDatabase $using:database
            $name = "worker$_"
            $password = $using:password
            $random = [Random]::new($using:seed + $_)
            $keys = [System.Collections.Generic.Stack[string]]::new()
            $times = @{}
            $registered = 1
            $failures = 0
            function Measure-Operation($kind, $operation) {
                $start = [System.Diagnostics.Stopwatch]::GetTimestamp()
                . $operation
                $times[$kind] += ' ' + [long][System.Diagnostics.Stopwatch]::GetElapsedTime($start).TotalMicroseconds
            }

            Register-FlowservUser $name -Password $password | Out-Null
            for ($number = 0; $number -lt $using:operations; $number++) {
                $choice = $random.Next(7)
                if ($choice -eq 0) {
                    Measure-Operation 'login or register' { Register-FlowservUser "$name-$number" -Password $password | Out-Null }
                    $registered++
                }
                elseif ($choice -eq 1) {
                    Measure-Operation 'login or register' { $keys.Push((Connect-FlowservUser -Username $name -Password $password -AsPlainText).ApiKey) }
                    if ((Get-FlowservCurrentUser).Username -ne $name) { "the current session of $name is not its own" }
                }
                elseif ($choice -eq 2 -and $keys.Count -gt 0) {
                    Measure-Operation 'write' { Disconnect-FlowservUser -ApiKey $keys.Pop() | Out-Null }
                }
                elseif ($choice -eq 3 -and $keys.Count -gt 0) {
                    Measure-Operation 'whoami' { Get-FlowservCurrentUser -ApiKey $keys.Peek() | Out-Null }
                }
                elseif ($choice -eq 4) {
                    Measure-Operation 'write' { Request-FlowservPasswordReset $using:shared | Out-Null }
                }
                elseif ($choice -eq 5) {
                    Measure-Operation 'write' { Disable-FlowservUser $name -Confirm:$false }
                    Measure-Operation 'write' { Enable-FlowservUser $name | Out-Null }
                    $keys.Clear()
                }
                elseif ($failures -lt $using:mostFailures) {
                    try { Connect-FlowservUser -Username $using:shared -Password 'something else' -ErrorAction Stop | Out-Null; 'a wrong password is accepted' }
                    catch [FlowservUsers.InvalidCredentialsException] { $failures++ }
                }
            }
            "registered $registered"
            "failures $failures"
            foreach ($kind in $times.Keys) { "${kind}:$($times[$kind])" }
        } 2>&1 | ForEach-Object { "$_" }
        """;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int operations = options.Amount(60, 500);
        report.Say($"Parallel: {Runspaces} runspaces of one process, {operations} operations each, work factor 4, seed {options.Seed}");
        using var folder = new ScratchFolder();
        string database = folder.File("users.db");
        using (var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true }))
        {
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4, LockoutThreshold = 99, MaximumSessionsPerUser = 10_000 });
            service.RegisterUser(ContentionRun.SharedUser, Passwords.Of(ContentionRun.SharedUser, 0));
        }

        var latencies = ContentionWorker.Kinds.ToDictionary(kind => kind, _ => new Latencies());
        foreach (string line in RunScript(database, operations, options.Seed))
            ContentionRun.Hear(line, latencies, report);
        foreach ((string kind, Latencies times) in latencies)
            report.Say($"  {kind,-18} {times}");
        Compare(database, report);
        FileCheck.Run(database, report);
        report.Close();
        return report;
    }

    private static void Compare(string database, Report report)
    {
        using var service = LocalUserService.Open(database);
        long users = service.Accounts.Count(new UserQuery { Prefix = "worker" });
        report.Check(users == report["registered"], $"{users} users, but {report["registered"]} were registered");
        int failures = service.Accounts.Get(ContentionRun.SharedUser).FailedLogins;
        report.Check(failures == report["failures"], $"{failures} failures, but {report["failures"]} were counted");
    }

    private static IEnumerable<string> RunScript(string database, int operations, int seed)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        SessionStateProxy variables = runspace.SessionStateProxy;
        variables.SetVariable("module", typeof(FlowservCommand).Assembly.Location);
        variables.SetVariable("database", database);
        variables.SetVariable("operations", operations);
        variables.SetVariable("seed", seed);
        variables.SetVariable("runspaces", Runspaces);
        variables.SetVariable("mostFailures", MostFailuresEach);
        variables.SetVariable("shared", ContentionRun.SharedUser);
        variables.SetVariable("password", Passwords.Of("parallel", 0));
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        return [.. shell.AddScript(Script).Invoke<string>(), .. shell.Streams.Error.Select(error => $"error: {error}")];
    }
}
