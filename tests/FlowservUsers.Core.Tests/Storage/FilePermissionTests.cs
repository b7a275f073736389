using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Runs alone, because the umask belongs to the whole process.</summary>
[Collection(nameof(FilePermissionTests))]
[CollectionDefinition(nameof(FilePermissionTests), DisableParallelization = true)]
[UnsupportedOSPlatform("windows")]
public sealed class FilePermissionTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public FilePermissionTests() => _path = _folder.File("users.db");

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData(0b000_000_000)]
    [InlineData(0b000_010_010)]
    [InlineData(0b000_111_111)]
    public void The_database_and_its_side_files_belong_to_their_owner_alone_whatever_the_umask(uint umask)
    {
        using var _ = new Umask(umask);
        using LocalUserService service = Create();
        service.RegisterUser("alice", TestDatabase.GoodPassword);

        Assert.Equal(["users.db", "users.db-shm", "users.db-wal"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    [UnixFact]
    public void The_mode_is_asked_for_when_the_file_is_created_and_not_set_afterwards()
    {
        // What the umask takes away would come back with a later chmod.
        using var _ = new Umask(0b111_111_111);

        SqliteFile.Create(_path);

        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_path));
    }

    [UnixFact]
    public void A_file_that_others_can_read_is_a_warning_that_names_it_and_the_remedy()
    {
        Create().Dispose();
        File.SetUnixFileMode(_path, OwnerOnly | UnixFileMode.GroupRead);

        using LocalUserService service = LocalUserService.Open(_path);

        string warning = Assert.Single(service.Warnings);
        Assert.Contains($"chmod 600 '{_path}'", warning, StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_side_file_that_others_can_read_is_a_warning_as_well()
    {
        using LocalUserService first = Create();
        first.RegisterUser("alice", TestDatabase.GoodPassword);
        File.SetUnixFileMode(_path + "-wal", OwnerOnly | UnixFileMode.OtherRead);

        using LocalUserService service = LocalUserService.Open(_path);

        Assert.Contains($"chmod 600 '{_path}-wal'", Assert.Single(service.Warnings), StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_file_that_only_its_owner_can_use_causes_no_warning()
    {
        using LocalUserService service = Create();

        Assert.Empty(service.Warnings);
    }

    private LocalUserService Create() => LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = true });

    private sealed class Umask : IDisposable
    {
        private readonly uint _before;

        public Umask(uint umask) => _before = Set(umask);

        public void Dispose() => _ = Set(_before);

        [DllImport("libc", EntryPoint = "umask")]
        private static extern uint Set(uint umask);
    }
}
