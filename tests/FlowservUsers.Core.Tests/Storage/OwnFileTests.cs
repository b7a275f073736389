using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using FlowservUsers.Databases;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Only a regular file of one's own is created, opened or given another mode.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnFileTests : IDisposable
{
    private const uint Nobody = 65534;
    private const UnixFileMode ForAll = (UnixFileMode)0b110_110_110;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public OwnFileTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The system tells kinds, owners and names of files on Linux only.");
        _path = _folder.File("users.db");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_named_pipe_is_refused_and_not_changed_even_through_a_link(bool isLinked)
    {
        string pipe = isLinked ? _folder.File("pipe") : _path;
        Assert.Equal(0, MakePipe(pipe, 0b110_110_110));
        File.SetUnixFileMode(pipe, ForAll);
        if (isLinked)
            File.CreateSymbolicLink(_path, pipe);

        Assert.Throws<NotAFlowservDatabaseException>(() => Open(create: true));
        Assert.Throws<NotAFlowservDatabaseException>(() => Open());
        Assert.Throws<NotAFlowservDatabaseException>(() => UserDatabase.Describe(_path));
        Assert.Equal(ForAll, File.GetUnixFileMode(pipe));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_owner_s_empty_file_is_refused_and_not_changed_even_through_a_link(bool isLinked)
    {
        string file = isLinked ? _folder.File("theirs") : _path;
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, ForAll);
        Assert.SkipUnless(ChangeOwner(file, Nobody, Nobody) == 0, "Only root can give a file away.");
        if (isLinked)
            File.CreateSymbolicLink(_path, file);

        Assert.Throws<DatabaseUnavailableException>(() => Open(create: true));
        Assert.Equal(ForAll, File.GetUnixFileMode(file));
        Assert.Equal(0, new FileInfo(file).Length);
    }

    [Fact]
    public void A_database_of_another_owner_is_a_warning_and_a_finding()
    {
        Open(create: true).Dispose();
        Assert.SkipUnless(ChangeOwner(_path, Nobody, Nobody) == 0, "Only root can give a file away.");

        using LocalUserService service = Open();
        Assert.Contains(service.Warnings, warning => warning.Contains("belongs to another user", StringComparison.Ordinal));
        Assert.Contains(UserDatabase.Describe(_path).Findings, finding => finding.Code == DatabaseFindingCode.FilePermissions);
    }

    [Fact]
    public void A_file_with_a_second_name_is_not_used_under_either_and_is_a_finding()
    {
        Open(create: true).Dispose();
        string other = _folder.File("other.db");
        Assert.Equal(0, Link(_path, other));

        foreach (string path in new[] { _path, other })
        {
            var error = Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(path));
            Assert.Contains("hard link", error.Message, StringComparison.Ordinal);
            Assert.Contains(UserDatabase.Describe(path).Findings, finding => finding.Code == DatabaseFindingCode.HardLinks);
        }
        File.Delete(other);
        Open().Dispose();
    }

    [Fact]
    public void A_path_that_SQLite_cannot_take_leaves_no_file()
    {
        string folder = _folder.File(new string('x', 200));
        folder = Path.Combine(Directory.CreateDirectory(folder).FullName, new string('y', 200));
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, new string('z', 120));

        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true }));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("file:users.db?mode=memory")]
    public void A_name_that_means_something_to_SQLite_is_refused(string name) =>
        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(name, new LocalUserServiceOptions { CreateDatabase = true }));

    private LocalUserService Open(bool create = false) =>
        LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = create });

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakePipe(string path, uint mode);

    [DllImport("libc", EntryPoint = "chown", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int ChangeOwner(string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link(string path, string name);
}
