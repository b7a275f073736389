using FlowservUsers.Databases;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Databases;

public sealed class CopyTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _destination;

    public CopyTests() => _destination = TestStorage.NewLocation(_folder.Path);

    public void Dispose()
    {
        _database.Dispose();
        TestStorage.Free(_destination);
        _folder.Dispose();
    }

    [Fact]
    public void Everything_is_copied_and_counted()
    {
        _database.Register("alice");
        _database.Register("bob");
        string key = _database.Login("alice");
        FlowservPasswordResetRequest request = _database.Service.RequestPasswordReset("bob");
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("nobody", "guess"));

        FlowservCopyResult result = _database.Service.Database.CopyTo(_destination);
        FlowservAuditEvent[] events = [.. _database.Service.Audit.List(new())];

        Assert.Equal(events.Length, result.AuditEvents);
        Assert.Equal((2L, 1L, 1L, 1L, 1L, true), (result.Users, result.Sessions, result.PasswordResets, result.LoginCounters, result.Settings, result.Verified));
        Assert.Equal((_database.Service.Location, _destination), (result.Source, result.Destination));
        using LocalUserService copy = LocalUserService.Open(_destination, new LocalUserServiceOptions { Clock = _database.Clock });
        Assert.Equal("alice", copy.WhoAmIUser(key).Username);
        Assert.Equal("alice", copy.LoginUser("alice", TestDatabase.GoodPassword).Username);
        Assert.Equal("bob", copy.ResetPassword(Secret.Reveal(request.RequestId), "another good password").Username);
        Assert.Equal(_database.Service.Policy.Get(), copy.Policy.Get());
        Assert.Equivalent(events, copy.Audit.List(new()).TakeLast(events.Length).ToArray(), strict: true);
    }

    [Fact]
    public void Events_after_the_copy_continue_the_numbering()
    {
        // More than a number that is taken is tried again.
        for (int number = 0; number < 20; number++)
            _database.Register($"user{number}");
        _database.Service.Database.CopyTo(_destination);
        using LocalUserService copy = LocalUserService.Open(_destination);
        copy.RegisterUser("bob", TestDatabase.GoodPassword);

        long[] numbers = [.. copy.Audit.List(new()).Select(item => item.Id)];
        Assert.Equal(numbers.Distinct().OrderDescending(), numbers);
        Assert.Equal("bob", copy.Audit.List(new()).First().Username);
    }

    [Fact]
    public void A_destination_in_use_is_refused_and_left_as_it_is()
    {
        _database.Register("alice");
        using (LocalUserService other = LocalUserService.Open(_destination, new LocalUserServiceOptions { CreateDatabase = true }))
            other.RegisterUser("carol", TestDatabase.GoodPassword);

        Assert.Throws<DatabaseNotEmptyException>(() => _database.Service.Database.CopyTo(_destination));
        using LocalUserService after = LocalUserService.Open(_destination);
        Assert.Equal("carol", after.LoginUser("carol", TestDatabase.GoodPassword).Username);
    }

    [Fact]
    public void A_database_cannot_be_copied_to_itself()
    {
        _database.Register("alice");
        Assert.Throws<DatabaseNotEmptyException>(() => _database.Service.Database.CopyTo(_database.Path));
        _database.Login("alice");
    }

    [Fact]
    public void A_database_that_was_created_but_not_used_can_be_filled()
    {
        _database.Register("alice");
        LocalUserService.Open(_destination, new LocalUserServiceOptions { CreateDatabase = true }).Dispose();

        _database.Service.Database.CopyTo(_destination);
        using LocalUserService copy = LocalUserService.Open(_destination, new LocalUserServiceOptions { Clock = _database.Clock });
        copy.LoginUser("alice", TestDatabase.GoodPassword);
    }

    [Fact]
    public void A_copy_that_is_stopped_halfway_leaves_nothing()
    {
        _database.Register("alice");
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _database.Service.Database.CopyTo(_destination, _ => stop.Cancel(), stop.Token));
        try
        {
            using LocalUserService left = LocalUserService.Open(_destination);
            Assert.Empty(left.ListUsers());
        }
        catch (DatabaseNotFoundException)
        {
            // Where a file was to be created, there is none.
            Assert.Empty(Directory.GetFiles(_folder.Path));
        }
        _database.Service.Database.CopyTo(_destination);
    }

    [Fact]
    public void Concurrent_writes_are_not_in_the_copy()
    {
        _database.Register("alice");
        using LocalUserService other = _database.Open();
        bool wrote = false;
        FlowservCopyResult result = _database.Service.Database.CopyTo(_destination, _ =>
        {
            if (!wrote)
                other.RegisterUser("late", TestDatabase.GoodPassword);
            wrote = true;
        });

        Assert.True(wrote);
        Assert.Equal(1, result.Users);
        using LocalUserService copy = LocalUserService.Open(_destination);
        Assert.Equal(["alice"], copy.ListUsers().Select(user => user.Username));
    }

    [FileFact]
    public void A_new_destination_that_another_process_fills_first_is_refused_and_kept()
    {
        _database.Register("alice");
        IUserStore source = InterferingStore.Around(_database.Service.Context.Store, () =>
        {
            using LocalUserService other = LocalUserService.Open(_destination);
            other.RegisterUser("carol", TestDatabase.GoodPassword);
        });

        Assert.Throws<DatabaseNotEmptyException>(() => DatabaseCopy.Run(
            source, DatabaseLocation.Parse(_destination), new LocalUserServiceOptions(), null, CancellationToken.None));

        using LocalUserService after = LocalUserService.Open(_destination);
        Assert.Equal("carol", Assert.Single(after.ListUsers()).Username);
    }

    [Fact]
    public void Rows_whose_values_are_split_differently_are_not_equal()
    {
        Assert.Equal(Digest("ab", "c"), Digest("ab", "c"));
        Assert.NotEqual(Digest("ab", "c"), Digest("a", "bc"));
        Assert.NotEqual(Digest("", "abc"), Digest("abc", ""));
        Assert.NotEqual(Digest("a", "b"), Digest("at\0\0\0\0b"));
        Assert.NotEqual(Digest("abc"), Digest("abc"u8.ToArray()));
        Assert.NotEqual(Digest(""), Digest(DBNull.Value));
        Assert.NotEqual(Digest(1L), Digest(256L));
    }

    [FileFact]
    public void A_file_can_be_read_only_by_its_owner()
    {
        _database.Service.Database.CopyTo(_destination);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_destination));
    }

    [Fact]
    public void Every_table_and_column_of_the_schema_is_copied()
    {
        using var connection = new PreparedConnection(TestStorage.Connect(_database.Path));
        IEnumerable<string> tables = connection.All(TestStorage.Tables, row => row.GetString(0)).Where(name => !name.StartsWith("sqlite_", StringComparison.Ordinal));
        Assert.Equal(CopiedTable.All.Select(table => table.Name).Order(), tables.Except(["schema_version"]).Order());
        Assert.All(CopiedTable.All, table =>
        {
            using var row = connection.Query($"SELECT * FROM {table.Name}");
            Assert.Equal(Enumerable.Range(0, row.FieldCount).Select(row.GetName).Order(), table.Columns.Order());
        });
    }

    private static string Digest(params object[] row)
    {
        using var digest = new CopyDigest();
        digest.Add(row);
        return Convert.ToHexString(digest.Finish());
    }
}
