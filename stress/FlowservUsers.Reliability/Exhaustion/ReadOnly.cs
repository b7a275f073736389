using System.Runtime.Versioning;

namespace FlowservUsers.Reliability.Starve;

/// <summary>Files and folders that cannot be written to, read, or are not there.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnly(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _database = Path.Combine(folder, "users.db");

    public void RunOnMount()
    {
        byte[] before = File.ReadAllBytes(_database);
        StarveWorker.Expect("list on a read-only file system", () => Use(_database, List), "works", "DatabaseReadOnly", "DatabaseUnavailable");
        StarveWorker.Expect("register on a read-only file system", () => Use(_database, Register), "DatabaseReadOnly", "DatabaseUnavailable");
        StarveWorker.Expect("create on a read-only file system", () => Create(Path.Combine(folder, "new.db")), "DatabaseUnavailable", "DatabaseReadOnly");
        StarveWorker.Check(File.ReadAllBytes(_database).AsSpan().SequenceEqual(before), "the file was changed");
    }

    public void RunWithPermissions()
    {
        byte[] before = File.ReadAllBytes(_database);
        File.SetUnixFileMode(_database, UnixFileMode.UserRead);
        StarveWorker.Expect("list in a read-only file", () => Use(_database, List), "works");
        StarveWorker.Expect("register in a read-only file", () => Use(_database, Register), "DatabaseReadOnly");
        File.SetUnixFileMode(_database, UnixFileMode.None);
        StarveWorker.Expect("a file without permissions", () => Use(_database, List), "DatabaseUnavailable");
        File.SetUnixFileMode(_database, OwnerOnly);

        // An empty log stays where a file could only be read; beside it a write would succeed, as it may.
        File.Delete(_database + "-wal");
        File.Delete(_database + "-shm");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        StarveWorker.Expect("list in a read-only folder", () => Use(_database, List), "works", "DatabaseReadOnly", "DatabaseUnavailable");
        StarveWorker.Expect("register in a read-only folder", () => Use(_database, Register), "DatabaseReadOnly", "DatabaseUnavailable");
        StarveWorker.Expect("create in a read-only folder", () => Create(Path.Combine(folder, "new.db")), "DatabaseUnavailable");
        File.SetUnixFileMode(folder, UnixFileMode.None);
        StarveWorker.Expect("a folder without permissions", () => Use(_database, List), "DatabaseUnavailable");
        File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute);
        StarveWorker.Check(File.ReadAllBytes(_database).AsSpan().SequenceEqual(before), "the file was changed");

        string missing = Path.Combine(folder, "missing", "users.db");
        StarveWorker.Expect("a missing folder", () => Use(missing, List), "DatabaseNotFound");
        StarveWorker.Expect("create in a missing folder", () => Create(missing), "DatabaseUnavailable");
        StarveWorker.Expect("a folder in place of a file", () => Use(folder, List), "NotAFlowservDatabase");
        StarveWorker.Expect("create a folder as a file", () => Create(folder), "NotAFlowservDatabase");
        StarveWorker.Expect("a file in place of a folder", () => Use(Path.Combine(_database, "users.db"), List), "DatabaseNotFound", "DatabaseUnavailable");
        StarveWorker.Expect("create below a file", () => Create(Path.Combine(_database, "users.db")), "DatabaseUnavailable");
        StarveWorker.Expect("a name that is too long", () => Create(Path.Combine(folder, new string('x', 300))), "DatabaseUnavailable");
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
