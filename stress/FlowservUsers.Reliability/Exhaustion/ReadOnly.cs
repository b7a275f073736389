using System.Runtime.Versioning;

namespace FlowservUsers.Reliability.Exhaustion;

/// <summary>Files and folders that cannot be written to, read, or are not there.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnly(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _database = Path.Combine(folder, "users.db");

    public void RunOnMount()
    {
        byte[] before = File.ReadAllBytes(_database);
        ExhaustionWorker.Expect("list on a read-only file system", () => Use(_database, List), "works", "DatabaseReadOnly", "DatabaseUnavailable");
        ExhaustionWorker.Expect("register on a read-only file system", () => Use(_database, Register), "DatabaseReadOnly", "DatabaseUnavailable");
        ExhaustionWorker.Expect("create on a read-only file system", () => Create(Path.Combine(folder, "new.db")), "DatabaseUnavailable", "DatabaseReadOnly");
        ExhaustionWorker.Check(File.ReadAllBytes(_database).AsSpan().SequenceEqual(before), "the file was changed");
    }

    public void RunWithPermissions()
    {
        byte[] before = File.ReadAllBytes(_database);
        File.SetUnixFileMode(_database, UnixFileMode.UserRead);
        ExhaustionWorker.Expect("list in a read-only file", () => Use(_database, List), "works");
        ExhaustionWorker.Expect("register in a read-only file", () => Use(_database, Register), "DatabaseReadOnly");
        File.SetUnixFileMode(_database, UnixFileMode.None);
        ExhaustionWorker.Expect("a file without permissions", () => Use(_database, List), "DatabaseUnavailable");
        File.SetUnixFileMode(_database, OwnerOnly);

        // An empty log stays where a file could only be read; beside it a write would succeed, as it may.
        File.Delete(_database + "-wal");
        File.Delete(_database + "-shm");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        ExhaustionWorker.Expect("list in a read-only folder", () => Use(_database, List), "works", "DatabaseReadOnly", "DatabaseUnavailable");
        ExhaustionWorker.Expect("register in a read-only folder", () => Use(_database, Register), "DatabaseReadOnly", "DatabaseUnavailable");
        ExhaustionWorker.Expect("create in a read-only folder", () => Create(Path.Combine(folder, "new.db")), "DatabaseUnavailable");
        File.SetUnixFileMode(folder, UnixFileMode.None);
        ExhaustionWorker.Expect("a folder without permissions", () => Use(_database, List), "DatabaseUnavailable");
        File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute);
        ExhaustionWorker.Check(File.ReadAllBytes(_database).AsSpan().SequenceEqual(before), "the file was changed");

        string missing = Path.Combine(folder, "missing", "users.db");
        ExhaustionWorker.Expect("a missing folder", () => Use(missing, List), "DatabaseNotFound");
        ExhaustionWorker.Expect("create in a missing folder", () => Create(missing), "DatabaseUnavailable");
        ExhaustionWorker.Expect("a folder instead of a file", () => Use(folder, List), "NotAFlowservDatabase");
        ExhaustionWorker.Expect("create a folder as a file", () => Create(folder), "NotAFlowservDatabase");
        ExhaustionWorker.Expect("a file instead of a folder", () => Use(Path.Combine(_database, "users.db"), List), "DatabaseNotFound", "DatabaseUnavailable");
        ExhaustionWorker.Expect("create below a file", () => Create(Path.Combine(_database, "users.db")), "DatabaseUnavailable");
        ExhaustionWorker.Expect("an overlong name", () => Create(Path.Combine(folder, new string('x', 300))), "DatabaseUnavailable");
    }

    private static object List(LocalUserService service) => service.ListUsers().Count();

    private static object Register(LocalUserService service) => service.RegisterUser("bob", Passwords.Of("bob", 0));

    private static object Use(string path, Func<LocalUserService, object> use)
    {
        using var service = LocalUserService.Open(path, new LocalUserServiceOptions { LockWait = TimeSpan.FromSeconds(1) });
        return use(service);
    }

    private static string Create(string path)
    {
        using var service = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true });
        return "created";
    }
}
