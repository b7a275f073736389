using System.Runtime.Versioning;
using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability;

/// <summary>What a child process is asked to do with a database in one go.</summary>
internal static class Workers
{
    // From the format of SQLite's locks, which never changes.
    private const long SharedFirst = 0x40000002;
    private const long SharedSize = 510;

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
    /// Tries to lock the bytes that every connection of SQLite holds a shared lock on while it uses a file; writes whether
    /// they are "free" or "held".
    /// </summary>
    [UnsupportedOSPlatform("macos")]
    public static int TryLock(string database)
    {
        using var file = new FileStream(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            file.Lock(SharedFirst, SharedSize);
            Console.Out.WriteLine("free");
        }
        catch (IOException)
        {
            Console.Out.WriteLine("held");
        }
        return 0;
    }

    /// <summary>Begins a transaction that writes, without waiting; writes whether another one is "busy" or it was "written".</summary>
    public static int TryWrite(string database)
    {
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { LockWait = TimeSpan.Zero });
        try
        {
            service.Policy.Set(service.Policy.Get());
            Console.Out.WriteLine("written");
        }
        catch (DatabaseBusyException)
        {
            Console.Out.WriteLine("busy");
        }
        return 0;
    }

    /// <summary>Migrates a database to a version that takes many minutes to make, most of them after megabytes were written.</summary>
    public static int MigrateSlowly(string database)
    {
        const string script = """
            CREATE TABLE filler (text TEXT) STRICT;
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT 20000)
            INSERT INTO filler SELECT hex(randomblob(500)) FROM numbers;
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT 10000000000)
            INSERT INTO filler SELECT max(number) FROM numbers;
            """;
        SqliteUserStore.Open(
            database, false, TimeSpan.Zero, CancellationToken.None, new SqliteSchema([.. SqliteSchema.Current.Scripts, script])).Dispose();
        return 0;
    }
}
