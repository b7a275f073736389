using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Storage.Sqlite;

/// <summary>A drive letter that leads to another folder while its database is open, as subst and mapped drives can.</summary>
[SupportedOSPlatform("windows")]
public sealed class DriveLedElsewhereTests : IDisposable
{
    private const uint Remove = 2; // DDD_REMOVE_DEFINITION

    private readonly TemporaryFolder _folder = new();
    private readonly string _drive = FreeDrive();

    public void Dispose()
    {
        if (OperatingSystem.IsWindows() && IsWine)
            RunInUnix("/bin/rm", "-f", WineDrive);
        else if (OperatingSystem.IsWindows())
            _ = DefineDosDevice(Remove, _drive, null);
        _folder.Dispose();
    }

    [WindowsFact]
    public void The_same_file_has_one_identity_under_all_of_its_paths()
    {
        Make("one", "alice");
        Make("two", "bob");
        Lead("one");

        Assert.Equal(WindowsFileIdentity.Read(_folder.File("one", "users.db"))?.Number, WindowsFileIdentity.Read(_drive + @"\users.db")?.Number);
        Assert.NotEqual(WindowsFileIdentity.Read(_folder.File("one", "users.db")), WindowsFileIdentity.Read(_folder.File("two", "users.db")));
        Assert.NotNull(WindowsFileIdentity.Read(_folder.File("one", "users.db")));
        Assert.Null(WindowsFileIdentity.Read(_folder.File("one", "nothing.db")));
    }

    [WindowsFact]
    public void What_is_written_after_it_goes_to_the_other_database_and_mixes_nothing()
    {
        Make("one", "alice");
        Make("two", "bob");
        Lead("one");
        using (LocalUserService service = LocalUserService.Open(_drive + @"\users.db"))
        {
            Assert.Equal(["alice"], service.ListUsers().Select(user => user.Username));

            Lead("two");

            Parallel.For(0, 8, index => service.RegisterUser($"new{index}", TestDatabase.GoodPassword));
            Assert.Equal("new3", service.LoginUser("new3", TestDatabase.GoodPassword).Username);
        }
        using LocalUserService one = LocalUserService.Open(_folder.File("one", "users.db"));
        using LocalUserService two = LocalUserService.Open(_folder.File("two", "users.db"));
        Assert.Equal(["alice"], one.ListUsers().Select(user => user.Username));
        Assert.Equal(9, two.ListUsers().Count());
        Assert.All(two.ListUsers(), user => Assert.Equal(user.Username, two.LoginUser(user.Username, TestDatabase.GoodPassword).Username));
    }

    [WindowsFact]
    public void The_log_of_the_other_database_is_left_when_the_first_is_closed()
    {
        Make("one", "alice");
        Make("two", "bob");
        Lead("one");
        using (LocalUserService service = LocalUserService.Open(_drive + @"\users.db"))
        {
            service.RegisterUser("carol", TestDatabase.GoodPassword);
            Lead("two");
            // What a process that was killed leaves; nobody has it open.
            File.WriteAllText(_folder.File("two", "users.db-wal"), "the last changes");
        }

        Assert.Equal("the last changes", File.ReadAllText(_folder.File("two", "users.db-wal")));
        using LocalUserService one = LocalUserService.Open(_folder.File("one", "users.db"));
        Assert.Equal(["alice", "carol"], one.ListUsers().Select(user => user.Username));
    }

    private static void RunInUnix(params string[] command)
    {
        using Process process = Process.Start("start.exe", ["/wait", "/unix", .. command]);
        process.WaitForExit();
    }

    private void Make(string folder, string username)
    {
        Directory.CreateDirectory(_folder.File(folder));
        using LocalUserService service = LocalUserService.Open(_folder.File(folder, "users.db"), new LocalUserServiceOptions { CreateDatabase = true });
        service.RegisterUser(username, TestDatabase.GoodPassword);
    }

    private void Lead(string folder)
    {
        if (IsWine)
        {
            LeadInWine(_folder.File(folder));
            return;
        }
        _ = DefineDosDevice(Remove, _drive, null);
        Assert.True(DefineDosDevice(0, _drive, _folder.File(folder)));
    }

    private static bool IsWine => NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll"), "wine_get_version", out _);

    private string WineDrive => "/prefix/dosdevices/" + _drive.ToLowerInvariant();

    // Wine accepts the definition and does nothing. Its drive letters are links in a folder of the prefix that tools/wine.sh sets.
    private void LeadInWine(string folder)
    {
        string target = "../drive_c/" + folder[3..].Replace('\\', '/');
        RunInUnix("/bin/ln", "-sfn", target, WineDrive);
        Assert.True(File.Exists(_drive + @"\users.db"));
    }

    private static string FreeDrive() =>
        "MNOPQRSTUV".Select(letter => $"{letter}:").FirstOrDefault(drive => !Directory.Exists(drive + @"\")) ?? "W:";

    [DllImport("kernel32", EntryPoint = "DefineDosDeviceW", CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool DefineDosDevice(uint flags, string drive, string? target);
}
