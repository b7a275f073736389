using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability;

/// <summary>What a child process is asked to do with a database in one go.</summary>
internal static class Workers
{
    private const int Busy = 5;

    /// <summary>Opens a database as any other process would, writes how many users there are, and closes it.</summary>
    public static int Visit(string database)
    {
        using var service = LocalUserService.Open(database);
        Console.Out.WriteLine(service.Accounts.Count(new UserQuery()));
        return 0;
    }

    /// <summary>Creates a database, perhaps together with others, and the one user who can be there only once.</summary>
    public static int Create(string database)
    {
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        Console.Out.WriteLine(Outcome.Of(() => service.RegisterUser("first", Passwords.Of("first", 0))));
        return 0;
    }

    /// <summary>
    /// Asks SQLite to give up the write-ahead log, which it does only if nobody else has the file open; writes the journal
    /// mode, or that it is busy.
    /// </summary>
    public static int CloseLog(string database)
    {
        try
        {
            Console.Out.WriteLine(FileCheck.Query(database, "PRAGMA journal_mode = DELETE"));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Busy)
        {
            Console.Out.WriteLine("busy");
        }
        return 0;
    }
    /// <summary>Migrates a database to a version that takes long to make.</summary>
    public static int MigrateSlowly(string database)
    {
        const string script = """
            CREATE TABLE filler (text TEXT) STRICT;
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT 300000)
            INSERT INTO filler SELECT hex(randomblob(500)) FROM numbers;
            """;
        SqliteUserStore.Open(
            database, false, TimeSpan.Zero, CancellationToken.None, new SqliteSchema([SqliteSchema.Current.Scripts[0], script])).Dispose();
        return 0;
    }
}
