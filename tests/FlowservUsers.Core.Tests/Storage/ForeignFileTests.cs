using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>A file that is not a FlowservUsers database is reported and not changed, even where a missing database would be created.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public ForeignFileTests() => _path = _folder.File("other.db");

    public void Dispose() => _folder.Dispose();

    /// <summary>Names that mean something in a URI, a connection string, SQL, a shell or a pattern.</summary>
    public static TheoryData<string> FileNames { get; } =
    [
        "with blanks.db", "a'b.db", "a#b.db", "a%b.db", "a%41b.db", "a%2Fb.db", "a;Mode=Memory.db", "a=b.db",
        "Data Source=x;Password=y", "\u00FCn\u00EFc\u00F6d\u00E9 \u6F22\u5B57 \U0001F600.db", "[a].db", "$(a) `b`.db", "a&b.db", "-a.db",
        // Windows has no such names.
        .. OperatingSystem.IsWindows() ? (string[])[] : ["a?mode=memory&cache=shared", "a\"b*.db", "a|b.db", "a\\b.db", ":memory:", "file:a.db"],
    ];

    [Fact]
    public void A_folder_is_reported()
    {
        Directory.CreateDirectory(_path);

        Assert.Contains("It is a folder", Refused<NotAFlowservDatabaseException>().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a few words\n")]
    [InlineData("x")]
    [InlineData("SQLite format 3")]
    public void A_text_file_is_reported(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Contains("not an SQLite file", Refused<NotAFlowservDatabaseException>().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_the_first_bytes_of_SQLite_alone_is_reported()
    {
        File.WriteAllBytes(_path, [.. "SQLite format 3\0"u8, .. new byte[5000]]);

        Refused<NotAFlowservDatabaseException>();
    }

    [Fact]
    public void A_file_with_the_header_of_a_database_and_nothing_sensible_behind_it_is_reported_as_damaged()
    {
        using (var database = new TestDatabase())
        {
            database.Service.Dispose();
            byte[] content = ForeignFiles.Read(database.Path);
            content.AsSpan(100).Fill(0xA5);
            File.WriteAllBytes(_path, content);
        }

        Refused<DatabaseCorruptException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRAGMA journal_mode = WAL;")]
    [InlineData("PRAGMA user_version = 1;")]
    [InlineData("PRAGMA encoding = 'UTF-16';")]
    public void A_database_of_another_program_is_reported(string pragma)
    {
        ForeignFiles.Create(_path, pragma + ForeignFiles.OtherProgram);

        Assert.Contains("another program", Refused<NotAFlowservDatabaseException>().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_that_is_in_use_is_reported()
    {
        using SqliteConnection other = ForeignFiles.Open(_path);
        ForeignFiles.Execute(other, "PRAGMA journal_mode = WAL;" + ForeignFiles.OtherProgram);

        Refused<NotAFlowservDatabaseException>();
        ForeignFiles.Execute(other, "INSERT INTO notes (text) VALUES ('more')");
    }

    [Fact]
    public void A_database_of_another_program_whose_tables_are_in_the_log_alone_is_reported()
    {
        ForeignFiles.CreateWithLog(_path, ForeignFiles.OtherProgram);

        Refused<NotAFlowservDatabaseException>();
    }

    [Fact]
    public void A_locked_database_of_another_program_is_reported()
    {
        using SqliteConnection other = ForeignFiles.Open(_path);
        ForeignFiles.Execute(other, ForeignFiles.OtherProgram);
        ForeignFiles.Execute(other, "BEGIN EXCLUSIVE; INSERT INTO notes (text) VALUES ('half done')");

        Refused<NotAFlowservDatabaseException>();
        ForeignFiles.Execute(other, "COMMIT");
    }

    [Fact]
    public void Another_program_s_empty_database_is_reported()
    {
        ForeignFiles.Create(_path, "PRAGMA user_version = 7");

        Refused<NotAFlowservDatabaseException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRAGMA journal_mode = WAL;")]
    public void A_database_of_flowserv_is_reported_with_the_command_that_imports_it(string pragma)
    {
        ForeignFiles.Create(_path, pragma + ForeignFiles.FlowservCore);

        string message = Refused<NotAFlowservDatabaseException>().Message;
        Assert.Contains("flowserv-core", message, StringComparison.Ordinal);
        Assert.Contains("Import-FlowservUser", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_flowserv_that_is_being_written_is_reported_with_the_command_that_imports_it()
    {
        using SqliteConnection other = ForeignFiles.Open(_path);
        ForeignFiles.Execute(other, ForeignFiles.FlowservCore);
        ForeignFiles.Execute(other, "BEGIN IMMEDIATE; UPDATE api_user SET active = 0");

        Assert.Contains("Import-FlowservUser", Refused<NotAFlowservDatabaseException>().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        using (var database = new TestDatabase())
        {
            database.Register();
            database.Service.Dispose();
            ForeignFiles.Create(database.Path, "PRAGMA user_version = 99");
            File.Copy(database.Path, _path);
        }

        string message = Refused<DatabaseVersionNotSupportedException>().Message;
        Assert.Contains("99", message, StringComparison.Ordinal);
        Assert.Contains("Update the module", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_not_found_and_is_used_where_a_database_is_to_be_created()
    {
        File.WriteAllBytes(_path, []);

        Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(_path));
        Assert.Equal(0, new FileInfo(_path).Length);
        using LocalUserService service = LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = true });
        Assert.Empty(service.ListUsers());
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_database_of_flowserv_is_recognised_whatever_its_file_name(string name)
    {
        string path = _folder.File(name);
        ForeignFiles.Create(path, ForeignFiles.FlowservCore);
        ForeignFiles.Create(_folder.File("aAb.db"), ForeignFiles.OtherProgram);

        Assert.Contains("Import-FlowservUser", Refused<NotAFlowservDatabaseException>(path).Message, StringComparison.Ordinal);
    }

    private TException Refused<TException>(string? path = null)
        where TException : DatabaseException
    {
        path ??= _path;
        IReadOnlyList<(string, string)> before = ForeignFiles.Snapshot(_folder.Path);
        var error = Assert.Throws<TException>(() => LocalUserService.Open(path));
        Assert.Equal(before, ForeignFiles.Snapshot(_folder.Path));
        Assert.Equal(error.Message, Assert.Throws<TException>(() => LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true })).Message);
        Assert.Equal(before, ForeignFiles.Snapshot(_folder.Path));
        Assert.Equal(path, error.Location);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        return error;
    }
}
