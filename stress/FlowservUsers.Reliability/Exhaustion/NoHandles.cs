using System.Runtime.Versioning;

namespace FlowservUsers.Reliability.Exhaustion;

/// <summary>Uses up the file handles of the process, works, and gives them back.</summary>
[UnsupportedOSPlatform("windows")]
internal static class NoHandles
{
    private const int Most = 100_000;

    public static void Run(string folder)
    {
        string database = Path.Combine(folder, "users.db");
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        // Everything once before, so that the runtime has its own files open.
        ExhaustionWorker.Expect("before", () => UseAndOpen(service, database, "alice"), "works");
        ExhaustionWorker.Expect("an error before", () => LocalUserService.Open(folder), "NotAFlowservDatabase");

        List<FileStream> handles = TakeAll(Path.Combine(folder, "handle"));
        ExhaustionWorker.Figure($"{handles.Count} handles taken");
        ExhaustionWorker.Expect("an open service", () => service.RegisterUser("bob", Passwords.Of("bob", 0)), "works", "DatabaseUnavailable");
        ExhaustionWorker.Expect("opening another", () => UseAndOpen(service, database, "carol"), "DatabaseUnavailable");
        ExhaustionWorker.Expect("creating another", () => Create(Path.Combine(folder, "other.db")), "DatabaseUnavailable");
        handles.ForEach(handle => handle.Dispose());

        ExhaustionWorker.Expect("afterwards", () => UseAndOpen(service, database, "dora"), "works");
        var report = new Report(Console.Out);
        FileCheck.Run(database, report);
    }

    private static FlowservUser UseAndOpen(LocalUserService service, string database, string name)
    {
        using (LocalUserService another = LocalUserService.Open(database))
            _ = another.ListUsers().Count();
        return service.RegisterUser(name, Passwords.Of(name, 0));
    }

    private static string Create(string path)
    {
        using LocalUserService other = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true });
        return "created";
    }

    private static List<FileStream> TakeAll(string path)
    {
        List<FileStream> handles = [];
        try
        {
            while (handles.Count < Most)
                handles.Add(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (IOException)
        {
            // There is none left.
        }
        return handles;
    }
}
