using System.Collections.Concurrent;
using System.Globalization;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.Reliability.Failover;

/// <summary>
/// Kills a server while three processes write, promotes its synchronous standby, and looks whether everything that was
/// reported is there, once. By a list of hosts, and by way of a proxy.
/// </summary>
internal static class FailoverRun
{
    private const int Workers = 3;
    private const int WritesBetween = 20;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int rounds = options.Amount(2, 20);
        report.Say($"Failover: {Workers} processes that register users, {rounds} failovers, by host list{(HAProxy.Exists ? " and by proxy alternately" : "; NOT by proxy, because HAProxy is not installed")}");
        long longest = 0;
        for (int round = 0; round < rounds; round++)
            longest = Math.Max(longest, FailOver(byProxy: HAProxy.Exists && round % 2 == 1, report));
        report.Say($"  longest wait: {longest / 1000.0:0.0} s");
        report.Close();
        return report;
    }

    private static long FailOver(bool byProxy, Report report)
    {
        using var server = new PostgreSqlServer(durable: true);
        using (var service = LocalUserService.Open(server.Url(), new LocalUserServiceOptions { CreateDatabase = true }))
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        server.Follow();
        // On the server alone: who takes its place waits for nobody.
        Query(server.Port, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        Query(server.Port, "SELECT pg_reload_conf()");
        while (!(bool)Query(server.Port, "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')"))
            Thread.Sleep(20);

        using HAProxy? proxy = byProxy ? new HAProxy(server) : null;
        string hosts = proxy is null ? $"127.0.0.1:{server.Port},127.0.0.1:{server.StandbyPort}" : $"127.0.0.1:{proxy.Port}";
        string url = $"postgresql://{PostgreSqlServer.Owner}@{hosts}/postgres";
        var lines = new ConcurrentQueue<string>();
        ChildProcess[] children = [.. Enumerable.Range(0, Workers).Select(number => ChildProcess.Start("failover-worker", url, $"w{number}"))];
        Thread[] readers = [.. children.Select(child => new Thread(() => Listen(child, lines)))];
        Array.ForEach(readers, reader => reader.Start());

        AwaitMore(lines, children);
        server.Kill();
        server.Promote();
        AwaitMore(lines, children);
        foreach (ChildProcess child in children.Where(child => !child.HasExited))
            child.Tell("stop");
        Array.ForEach(readers, reader => reader.Join());
        Array.ForEach(children, child => child.Dispose());
        foreach (string error in lines.Where(line => !IsOutcome(line)))
            report.Problem(error);
        return Compare(server, [.. lines.Where(IsOutcome).Select(line => line.Split(' ', 4))], report);
    }

    private static bool IsOutcome(string line) => line.Split(' ')[0] is FailoverWorker.Done or FailoverWorker.Unknown or FailoverWorker.Refused;

    private static void Listen(ChildProcess child, ConcurrentQueue<string> lines)
    {
        while (child.ReadLine() is { } line)
            lines.Enqueue(line);
        foreach (string error in child.ReadToEnd())
            lines.Enqueue(error);
    }

    private static void AwaitMore(ConcurrentQueue<string> lines, ChildProcess[] children)
    {
        int before = lines.Count;
        while (lines.Count(line => line.StartsWith(FailoverWorker.Done, StringComparison.Ordinal)) < before + (Workers * WritesBetween) && children.Any(child => !child.HasExited))
            Thread.Sleep(20);
    }

    private static long Compare(PostgreSqlServer server, string[][] outcomes, Report report)
    {
        var stored = new HashSet<string>();
        using (var service = LocalUserService.Open($"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{server.StandbyPort}/postgres"))
            stored.UnionWith(service.ListUsers().Select(user => user.Username));
        foreach (string[] outcome in outcomes)
        {
            report.Count(outcome[0]);
            bool isThere = stored.Remove(outcome[1]);
            if (outcome[0] == FailoverWorker.Done)
                report.Check(isThere, $"{outcome[1]} was reported, but is lost");
            else if (outcome[0] == FailoverWorker.Refused)
                report.Problem($"{outcome[1]} was reported as not written{(isThere ? ", but is stored" : "")}: {outcome[^1]}");
        }
        report.Check(stored.Count == 0, $"stored without being reported: {string.Join(' ', stored)}");
        long twice = (long)Query(
            server.StandbyPort, "SELECT count(*) FROM (SELECT username FROM flowserv.audit_events WHERE type = 'UserRegistered' GROUP BY username HAVING count(*) > 1) AS more");
        report.Check(twice == 0, $"{twice} registrations were applied twice");
        return outcomes.Select(outcome => long.Parse(outcome[2], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
    }

    private static object Query(int port, string sql)
    {
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username={PostgreSqlServer.Owner};Database=postgres;Pooling=false");
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() ?? "";
    }
}
