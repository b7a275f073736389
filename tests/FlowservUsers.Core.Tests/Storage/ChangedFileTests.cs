using Microsoft.Extensions.Time.Testing;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>What happens when the files of a database are unused, moved, replaced or removed.</summary>
public sealed class ChangedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly string _path;
    private readonly LocalUserService _service;

    public ChangedFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody move or delete a file that is open.");
        _path = _folder.File("users.db");
        _service = Open(_path, create: true);
        _service.Policy.Set(_service.Policy.Get() with { WorkFactor = 4 });
        Register(_service, "alice");
    }

    public void Dispose()
    {
        _service?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_unused_database_is_closed_after_a_few_seconds_and_reopened_at_its_next_use()
    {
        Assert.True(File.Exists(_path + "-wal"));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));

        Register(_service, "bob");
        Assert.Equal(["alice", "bob"], Names(_service));
    }

    [Fact]
    public void A_file_that_is_moved_while_open_contains_every_reported_write()
    {
        string moved = _folder.File("moved.db");
        Register(_service, "bob");
        File.Move(_path, moved);

        Assert.Throws<DatabaseNotFoundException>(() => Register(_service, "carol"));
        Assert.True(_service.IsStale);
        Assert.False(File.Exists(_path));
        using LocalUserService other = Open(moved);
        Assert.Equal(["alice", "bob"], Names(other));
    }

    [Fact]
    public void A_file_that_is_moved_while_open_is_complete_within_seconds_even_if_it_is_not_used()
    {
        string moved = _folder.File("moved.db");
        Register(_service, "bob");
        File.Move(_path, moved);
        _clock.Advance(TimeSpan.FromSeconds(3));

        using LocalUserService other = Open(moved);
        Assert.Equal(["alice", "bob"], Names(other));
    }

    [Fact]
    public void A_backup_that_is_moved_onto_the_file_is_used_from_then_on()
    {
        string backup = _folder.File("backup.db");
        _service.Database.Backup(backup);
        Register(_service, "bob");
        Assert.Equal(["alice", "bob"], Names(_service));
        _service.Dispose();
        using LocalUserService service = Open(_path);
        Assert.Equal(["alice", "bob"], Names(service));
        RemoveSideFiles();
        File.Move(backup, _path, overwrite: true);

        Assert.Equal(["alice"], Names(service));
        Register(service, "carol");
        using LocalUserService other = Open(_path);
        Assert.Equal(["alice", "carol"], Names(other));
    }

    [Fact]
    public void A_log_that_is_removed_while_open_is_reported_once_and_work_continues()
    {
        RemoveSideFiles();

        var error = Assert.Throws<DatabaseUnavailableException>(() => Register(_service, "bob"));
        Assert.Contains("-wal", error.Message, StringComparison.Ordinal);
        Register(_service, "carol");
        Assert.Equal(["alice", "carol"], Names(_service));
    }

    [Fact]
    public void A_log_without_its_database_is_not_deleted_by_a_new_one()
    {
        string path = _folder.File("new.db");
        File.WriteAllText(path + "-wal", "the last changes of another database");

        var error = Assert.Throws<DatabaseUnavailableException>(() => Open(path, create: true));

        Assert.Contains(path + "-wal", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Equal("the last changes of another database", File.ReadAllText(path + "-wal"));
    }

    [Fact]
    public void A_database_that_was_created_without_being_used_is_discarded_and_a_used_one_is_not()
    {
        string path = _folder.File("new.db");
        using LocalUserService unused = Open(path, create: true);
        unused.Database.DiscardIfUnused();
        Assert.False(File.Exists(path));

        using LocalUserService used = Open(path, create: true);
        Register(used, "bob");
        used.Database.DiscardIfUnused();
        _service.Database.DiscardIfUnused();
        Assert.Equal(["bob"], Names(used));
        Assert.Equal(["alice"], Names(_service));
    }

    private LocalUserService Open(string path, bool create = false) =>
        LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = create, Clock = _clock });

    private void RemoveSideFiles()
    {
        File.Delete(_path + "-wal");
        File.Delete(_path + "-shm");
    }

    private static void Register(LocalUserService service, string name) => service.RegisterUser(name, TestDatabase.GoodPassword);

    private static IEnumerable<string> Names(LocalUserService service) => service.ListUsers().Select(user => user.Username);
}
