using System.Globalization;
using FlowservUsers.Reliability;
using FlowservUsers.Reliability.Crash;
using FlowservUsers.Reliability.Crowd;
using FlowservUsers.Reliability.Exports;
using FlowservUsers.Reliability.Failover;
using FlowservUsers.Reliability.Fuzz;
using FlowservUsers.Reliability.Keys;
using FlowservUsers.Reliability.Resources;
using FlowservUsers.Reliability.Rubbish;
using FlowservUsers.Reliability.Starve;

return args switch
{
    ["crash-worker", var database, var folder, var seed] => CrashWorker.Run(database, folder, Number(seed)),
    ["crowd-worker", var database, var name, var operations, var seed] => CrowdWorker.Run(database, name, Number(operations), Number(seed)),
    ["failover-worker", var database, var name] => FailoverWorker.Run(database, name),
    ["starve-worker", var scarcity, var folder] when !OperatingSystem.IsWindows() => StarveWorker.Run(scarcity, folder),
    ["backup-worker", var database, var destination] => ExportWorker.BackUp(database, destination),
    ["copy-worker", var database, var prefix] => ExportWorker.Copy(database, prefix),
    ["key-worker", var database, var keyFile] => KeyWorker.Run(database, keyFile),
    ["create", var database] => Workers.Create(database),
    ["visit", var database] => Workers.Visit(database),
    ["try-lock", var database] when !OperatingSystem.IsMacOS() => Workers.TryLock(database),
    ["try-write", var database] => Workers.TryWrite(database),
    ["migrate-slowly", var database] => Workers.MigrateSlowly(database),
    ["make-version-sample", var database] => VersionSample.Make(database),
    [var command, .. var rest] when Options(rest) is { } options => Run(command, options),
    _ => Usage(),
};

static int Run(string command, RunOptions options)
{
    Func<RunOptions, TextWriter, Report>? run = command switch
    {
        "crash" => CrashRun.Run,
        "exports" => ExportRun.Run,
        "crowd" => CrowdRun.Run,
        "keys" => KeyRun.Run,
        "parallel" => ParallelRun.Run,
        "failover" => FailoverRun.Run,
        "starve" => StarveRun.Run,
        "rubbish" => RubbishRun.Run,
        "resources" => ResourceRun.Run,
        _ => null,
    };
    if (options.Pooled && command != "crowd")
        return Usage();
    if (options.PostgreSql && command is not ("crash" or "crowd" or "keys"))
        return Usage();
    if (command == "fuzz")
        return PropertyRun.Run(options, Console.Out).Problems.Count + ModelRun.Run(options, Console.Out).Problems.Count == 0 ? 0 : 1;
    return run is null ? Usage() : run(options, Console.Out).Problems.Count == 0 ? 0 : 1;
}

static RunOptions? Options(string[] words)
{
    var options = new RunOptions();
    foreach (string word in words)
    {
        if (word == "--long")
            options = options with { Long = true };
        else if (word == "--postgresql")
            options = options with { PostgreSql = true };
        else if (word == "--pooled")
            options = options with { PostgreSql = true, Pooled = true };
        else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            options = options with { Seed = seed };
        else
            return null;
    }
    return options;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run --project stress/FlowservUsers.Reliability -- <command> [--long] [--postgresql] [--pooled] [<seed>]

        crash      kills a process that works on a database, and looks whether the database kept its word
        crowd      has eight processes work on one database
        starve     takes away disk space, permissions and file handles
        rubbish    damages database files at random, and looks what comes of their use
        fuzz       gives random input to random operations, and compares the answers with a simple model
        resources  calls the service many times, and compares what the process holds before and after
        exports    kills a process that writes backups and copies, and looks what has become of them
        failover   kills a PostgreSQL server and promotes its standby, while three processes write
        keys       kills a process that moves hashing keys and makes new ones, and looks whether anybody is locked out
        parallel   has eight runspaces of one process work on one file

        make-version-sample <file>  makes the file that the tests of migrations keep for the present schema version

        A command is short without --long, and ends with 1 if it found something wrong. With --postgresql, crash,
        crowd and keys use a PostgreSQL server, which they start and stop themselves; crash then kills that as well.
        With --pooled, crowd uses one behind PgBouncer in transaction mode.
        """);
    return 2;
}
