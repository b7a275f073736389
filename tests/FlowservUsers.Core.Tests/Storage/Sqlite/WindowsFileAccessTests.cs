using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Storage.Sqlite;

/// <summary>What FilePermissionTests say of Unix, where access is a list.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsFileAccessTests : IDisposable
{
    private static readonly SecurityIdentifier Everyone = new(WellKnownSidType.WorldSid, null);

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public WindowsFileAccessTests()
    {
        _path = _folder.File("users.db");
        // What a shared folder gives to whatever is created in it.
        var folder = new DirectoryInfo(_folder.Path);
        DirectorySecurity security = folder.GetAccessControl();
        security.AddAccessRule(new FileSystemAccessRule(
            Everyone, FileSystemRights.ReadAndExecute, InheritanceFlags.ObjectInherit, PropagationFlags.None, AccessControlType.Allow));
        folder.SetAccessControl(security);
        File.WriteAllText(_folder.File("other"), "");
    }

    public void Dispose() => _folder.Dispose();

    [WindowsFact]
    public void The_database_and_its_side_files_belong_to_their_owner_alone_whatever_the_folder_gives()
    {
        Assert.NotEmpty(WindowsFileAccess.OtherUsers(_folder.File("other")));

        using LocalUserService service = Create();
        service.RegisterUser("alice", TestDatabase.GoodPassword);

        Assert.Equal([_path, _path + "-wal", _path + "-shm"], SqliteFile.FilesOf(_path));
        Assert.All(SqliteFile.FilesOf(_path), file => Assert.Empty(WindowsFileAccess.OtherUsers(file)));
        Assert.Empty(service.Warnings);
    }

    [WindowsFact]
    public void The_side_files_are_private_even_when_the_database_is_reopened_and_described()
    {
        Create().Dispose();
        using LocalUserService service = LocalUserService.Open(_path);
        service.RegisterUser("alice", TestDatabase.GoodPassword);

        Assert.All(SqliteFile.FilesOf(_path), file => Assert.Empty(WindowsFileAccess.OtherUsers(file)));
    }

    [WindowsFact]
    public void A_database_that_others_can_read_is_a_warning_that_names_them_and_the_remedy_and_so_are_its_side_files()
    {
        Create().Dispose();
        Share(_path);

        using LocalUserService service = LocalUserService.Open(_path);

        string everyone = Everyone.Translate(typeof(NTAccount)).Value;
        string warning = Assert.Single(service.Warnings);
        Assert.Contains($"icacls '{_path}' /inheritance:d /remove:g '{everyone}'", warning, StringComparison.Ordinal);
        // Users who may read one may read the other: that is how several users share a database.
        Assert.Contains($"icacls '{_path}-wal' ", warning, StringComparison.Ordinal);
    }

    [WindowsFact]
    public void A_side_file_that_others_can_read_is_a_warning_as_well()
    {
        using LocalUserService first = Create();
        first.RegisterUser("alice", TestDatabase.GoodPassword);
        Share(_path + "-wal");

        using LocalUserService service = LocalUserService.Open(_path);

        string warning = Assert.Single(service.Warnings);
        Assert.Contains($"icacls '{_path}-wal' ", warning, StringComparison.Ordinal);
        Assert.DoesNotContain($"icacls '{_path}' ", warning, StringComparison.Ordinal);
    }

    private static void Share(string path)
    {
        var file = new FileInfo(path);
        FileSecurity security = file.GetAccessControl();
        security.AddAccessRule(new FileSystemAccessRule(Everyone, FileSystemRights.Read, AccessControlType.Allow));
        file.SetAccessControl(security);
    }

    private LocalUserService Create()
    {
        LocalUserService service = LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        return service;
    }
}
