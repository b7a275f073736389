namespace FlowservUsers.Core.Tests.Storage;

public sealed class DatabasePathTests : IDisposable
{
    private static readonly LocalUserServiceOptions Create = new() { CreateDatabase = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_database_is_reported_and_not_created()
    {
        string path = _folder.File("mistyped.db");

        var error = Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_reported_and_not_created()
    {
        string path = Path.Combine(_folder.Path, "missing", "users.db");

        Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(path));
        var error = Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(path, Create));
        Assert.Contains(Path.Combine(_folder.Path, "missing"), error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_path_that_leads_through_a_file_is_reported()
    {
        File.WriteAllText(_folder.File("file"), "");
        string path = Path.Combine(_folder.Path, "file", "users.db");

        Assert.ThrowsAny<DatabaseException>(() => LocalUserService.Open(path));
        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(path, Create));
    }

    [Theory]
    [MemberData(nameof(ForeignFileTests.FileNames), MemberType = typeof(ForeignFileTests))]
    public void A_database_can_have_any_file_name(string name)
    {
        string path = _folder.File(name);
        using (LocalUserService created = LocalUserService.Open(path, Create))
            Assert.Equal(path, created.Location);

        Assert.True(File.Exists(path));
        using (LocalUserService opened = LocalUserService.Open(path))
            Assert.Empty(opened.ListUsers());
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_URL_names_a_file_by_what_follows_its_third_slash()
    {
        string path = _folder.File("users.db");
        using LocalUserService service = LocalUserService.Open("sqlite:///" + path, Create);

        Assert.Equal(path, service.Location);
    }

    [Theory]
    [InlineData("sqlite:///")]
    [InlineData("users\0.db")]
    [InlineData("sqlite:///users\0.db")]
    public void An_invalid_path_is_reported(string database)
    {
        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(database, Create));
    }

    [Theory]
    [InlineData("POSTGRESQL://admin:hunter2@hunter2@example.invalid/users")]
    [InlineData("mysql://admin:hunter2@example.invalid/users")]
    [InlineData("sqlite://admin:hunter2@example.invalid/users")]
    [InlineData("https://example.invalid/users?token=hunter2")]
    public void Another_kind_of_URL_is_reported_without_its_password(string address)
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(address, Create));

        Assert.Contains("example.invalid", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_database_and_its_log_can_be_used_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        using LocalUserService service = LocalUserService.Open(_folder.File("users.db"), Create);
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });

        string[] files = Directory.GetFiles(_folder.Path);
        Assert.Equal(3, files.Length);
        foreach (string file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
