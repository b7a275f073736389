using System.Globalization;
using FlowservUsers;
using FlowservUsers.Reliability;
using FlowservUsers.Reliability.Crash;
using FlowservUsers.Users;
using Microsoft.Data.Sqlite;

return args switch
{
    ["crash-worker", var database, var seed] => CrashWorker.Run(database, Number(seed)),
    ["visit", var database] => Visit(database),
    ["close-log", var database] => CloseLog(database),
    [var command, .. var rest] when Options(rest) is { } options => Run(command, options),
    _ => Usage(),
};

static int Run(string command, RunOptions options)
{
    Func<RunOptions, TextWriter, Report>? run = command switch
    {
        "crash" => CrashRun.Run,
        _ => null,
    };
    return run is null ? Usage() : run(options, Console.Out).Problems.Count == 0 ? 0 : 1;
}

static RunOptions? Options(string[] words)
{
    var options = new RunOptions();
    foreach (string word in words)
    {
        if (word == "--long")
            options = options with { Long = true };
        else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            options = options with { Seed = seed };
        else
            return null;
    }
    return options;
}

// Opens a database as any other process would, writes how many users there are, and closes it.
static int Visit(string database)
{
    using var service = LocalUserService.Open(database);
    Console.Out.WriteLine(service.Accounts.Count(new UserQuery()).ToString(CultureInfo.InvariantCulture));
    return 0;
}

// Asks SQLite to give up the write-ahead log, which it does only if nobody else has the file open; writes the journal mode.
static int CloseLog(string database)
{
    try
    {
        Console.Out.WriteLine(FileCheck.Query(database, "PRAGMA journal_mode = DELETE"));
    }
    catch (SqliteException exception)
    {
        Console.Out.WriteLine(exception.SqliteErrorCode == 5 ? "busy" : exception.Message);
    }
    return 0;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run --project tests/FlowservUsers.Reliability -- <command> [--long] [<seed>]

        crash      kills a process that works on a database, and looks whether the file kept its word
        """);
    return 2;
}
