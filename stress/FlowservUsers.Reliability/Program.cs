using System.Globalization;
using FlowservUsers.Reliability;
using FlowservUsers.Reliability.Bystanders;
using FlowservUsers.Reliability.Contention;
using FlowservUsers.Reliability.Corruption;
using FlowservUsers.Reliability.Crash;
using FlowservUsers.Reliability.Exhaustion;
using FlowservUsers.Reliability.Exports;
using FlowservUsers.Reliability.Failover;
using FlowservUsers.Reliability.Fuzz;
using FlowservUsers.Reliability.Keys;
using FlowservUsers.Reliability.Resources;
using FlowservUsers.Reliability.Restores;

return args switch
{
    ["crash-worker", var database, var folder, var seed] => CrashWorker.Run(database, folder, Number(seed)),
    ["contention-worker", var database, var name, var operations, var seed] => ContentionWorker.Run(database, name, Number(operations), Number(seed)),
    ["failover-worker", var database, var name] => FailoverWorker.Run(database, name),
    ["exhaustion-worker", var scarcity, var folder] when !OperatingSystem.IsWindows() => ExhaustionWorker.Run(scarcity, folder),
    ["backup-worker", var database, var destination] => ExportWorker.BackUp(database, destination),
    ["copy-worker", var database, var prefix] => ExportWorker.Copy(database, prefix),
    ["restore-worker", var database, var first, var second, var stage] => RestoreWorker.Restore(database, first, second, stage),
    ["restore-writer", var database, var name] => RestoreWorker.Write(database, name),
    ["bystander-worker", var database, var name, var seed] => BystanderWorker.Run(database, name, Number(seed)),
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
        "contention" => ContentionRun.Run,
        "restores" => RestoreRun.Run,
        "bystanders" => BystanderRun.Run,
        "keys" => KeyRun.Run,
        "parallel" => ParallelRun.Run,
        "failover" => FailoverRun.Run,
        "exhaustion" => ExhaustionRun.Run,
        "corruption" => CorruptionRun.Run,
        "resources" => ResourceRun.Run,
        _ => null,
    };
    if (options.Pooled && command != "contention")
        return Usage();
    if (options.PostgreSql && command is not ("crash" or "contention" or "keys"))
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

        crash       kills a process that uses a database, and checks that everything reported is stored
        contention  lets eight processes use one database
        exhaustion  takes away disk space, permissions and file handles
        corruption  damages database files at random, and checks what happens when they are used
        fuzz        passes random input to random operations, and compares the results with a simple model
        resources   calls the service many times, and compares the resources of the process before and after
        exports     kills a process that writes backups and copies, and checks the results
        restores    restores backups while others write, and kills the process that restores
        bystanders  reads and copies the files of a database in the processes that write to it, and kills them
        failover    kills a PostgreSQL server and promotes its standby, while three processes write
        keys        kills a process that moves and creates hashing keys, and checks that nobody is locked out
        parallel    lets eight runspaces of one process use one file

        make-version-sample <file>  creates the file that the migration tests keep for the current schema version

        A command is short without --long, and exits with code 1 if it found a problem. With --postgresql, crash,
        contention and keys use a PostgreSQL server, which they start and stop themselves; crash then also kills it.
        With --pooled, contention uses a server behind PgBouncer in transaction mode.
        """);
    return 2;
}
