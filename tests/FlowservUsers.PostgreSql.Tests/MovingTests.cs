using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using FlowservUsers.Core.Tests;
using FlowservUsers.Core.Tests.Keys;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Tests;
using FlowservUsers.Users;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>From a file to a server and back.</summary>
public sealed class MovingTests : IDisposable
{
    private const string Password = "correct horse battery";
    private const int WorkFactor = 4;
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How many users are moved: FLOWSERV_TEST_USERS, such as 100000 for the long form, which README describes.</summary>
    private static readonly int Users = int.Parse(Environment.GetEnvironmentVariable("FLOWSERV_TEST_USERS") ?? "200", CultureInfo.InvariantCulture);

    // More than are read at once.
    private static readonly int Sessions = Users / 2 + 1_200;

    private readonly TemporaryFolder _folder = new();
    private readonly string _server = TestStorage.NewLocation("");

    public void Dispose()
    {
        TestStorage.Free(_server);
        _folder.Dispose();
    }

    [Fact]
    public void Users_that_move_from_a_file_to_a_server_and_back_are_the_same_and_can_log_in()
    {
        string before = _folder.File("before.db");
        string after = _folder.File("after.db");
        Fill(before);

        FlowservCopyResult there = Copy(before, _server);
        FlowservCopyResult back = Copy(_server, after);

        Assert.Equal((Users, Sessions, Users / 3), (there.Users, there.Sessions, there.PasswordResets));
        Assert.Equal((there.Users, there.Sessions, there.PasswordResets, there.AuditEvents), (back.Users, back.Sessions, back.PasswordResets, back.AuditEvents));
        foreach (CopiedTable table in CopiedTable.All)
            Assert.Equal(Digest(before, table), Digest(after, table));
        AllCanLogIn(_server);
        AllCanLogIn(after);
    }

    [Fact]
    public void Users_of_a_database_with_its_key_outside_move_without_the_key_and_log_in_with_it()
    {
        using var places = new KeyPlaces();
        string file = places.File("outside.key");
        string before = _folder.File("before.db");
        string after = _folder.File("after.db");
        places.Variables[KeySearch.FileVariable] = file;
        var options = new LocalUserServiceOptions { CreateDatabase = true, KeyFile = file, KeySearch = places.Search };
        ForeignUsers users;
        using (LocalUserService service = LocalUserService.Open(before, options))
        {
            service.Policy.Set(policy => policy with { WorkFactor = WorkFactor });
            service.RegisterUser("alice", Password);
            users = ForeignUsers.Add(service, places, "user");
        }

        Copy(before, _server);
        Copy(_server, after);

        foreach (string location in new[] { after, _server })
        {
            using (LocalUserService without = LocalUserService.Open(location, options with { KeySearch = new KeySearch(_ => null, _folder.Path) }))
                Assert.Throws<HashingKeyNotFoundException>(() => without.LoginUser("alice", Password));
            using LocalUserService with = LocalUserService.Open(location, options);
            Assert.Equal((false, file), with.HashingKeys.List().Select(key => (key.IsInDatabase, key.File)).Single());
            with.LoginUser("alice", Password);
            users.LogIn(with);
        }
    }

    [Fact]
    public void A_backup_of_a_server_is_a_file_with_everything()
    {
        using (LocalUserService service = Open(_server))
            service.RegisterUser("alice", Password);
        string backup = _folder.File("backup.db");
        using (LocalUserService service = Open(_server))
            service.Database.Backup(backup);

        using LocalUserService copy = LocalUserService.Open(backup);
        Assert.Equal("alice", copy.LoginUser("alice", Password).Username);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), file => Path.GetFileName(file).StartsWith('.'));
    }

    [Fact]
    public void A_destination_that_stores_different_data_is_detected_and_left_empty()
    {
        using LocalUserService source = Open(_folder.File("users.db"));
        source.RegisterUser("alice", Password);
        Open(_server).Dispose();
        TestStorage.Execute(
            TestStorage.Name(_server),
            """
            CREATE FUNCTION flowserv.meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.failed_logins := 7; RETURN NEW; END $$;
            CREATE TRIGGER meddle BEFORE INSERT ON flowserv.users FOR EACH ROW EXECUTE FUNCTION flowserv.meddle()
            """);

        var error = Assert.Throws<DatabaseUnavailableException>(() => source.Database.CopyTo(_server));
        Assert.Contains("read back differently", error.Message, StringComparison.Ordinal);
        using LocalUserService left = LocalUserService.Open(_server);
        Assert.Empty(left.ListUsers());
    }

    private static LocalUserService Open(string location) => LocalUserService.Open(location, new LocalUserServiceOptions { CreateDatabase = true });

    private static FlowservCopyResult Copy(string source, string destination)
    {
        using LocalUserService service = LocalUserService.Open(source);
        return service.Database.CopyTo(destination);
    }

    private static void Fill(string path)
    {
        using SqliteUserStore store = SqliteUserStore.Open(path, create: true, TimeSpan.FromSeconds(30), CancellationToken.None);
        store.ChangePolicy(policy => policy with { WorkFactor = WorkFactor }, Now, CancellationToken.None);
        var hasher = new PasswordHasher(new KeyRings(store, KeySearch.OfUser).Require(), new HashFunctions());
        var users = new NewUser[Users];
        Parallel.For(0, Users, number => users[number] = new NewUser(
            Guid.NewGuid().ToString("N"), Username.Parse($"User {number} \u00e9\U0001F600"), (UserStatus)(number % 50 == 49 ? 2 : 1),
            hasher.Hash(PasswordOf(number), WorkFactor), Now.AddSeconds(number)));
        foreach (NewUser[] some in users.Chunk(10_000))
            Assert.DoesNotContain(false, store.AddUsers(some, CancellationToken.None));
        // Written past the store, which would commit each.
        using var connection = new PreparedConnection(Connect(path));
        using DbTransaction transaction = connection.Connection.BeginTransaction();
        connection.Transaction = transaction;
        for (int number = 0; number < Sessions; number++)
        {
            byte[] hash = RandomNumberGenerator.GetBytes(32);
            connection.Execute(
                "INSERT INTO sessions VALUES (@hash, @id, @user, @label, 'fsk_', 1, 2, 3)",
                ("@hash", hash), ("@id", Convert.ToHexString(hash, 0, 8)), ("@user", users[number % Users].Id), ("@label", hash[0] < 128 ? null : "a label"));
        }
        foreach (NewUser user in users.Take(Users / 3))
            connection.Execute(
                "INSERT INTO password_resets VALUES (@user, @hash, 1, @expires)",
                ("@user", user.Id), ("@hash", RandomNumberGenerator.GetBytes(32)), ("@expires", long.MaxValue));
        transaction.Commit();
    }

    /// <summary>Logs every user in, each with a different password, except for disabled users.</summary>
    private static void AllCanLogIn(string location)
    {
        using LocalUserService service = LocalUserService.Open(location);
        FlowservUser[] users = [.. service.ListUsers()];
        Assert.Equal(Users - (Users / 50), users.Length);
        Parallel.ForEach(
            users, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            user => Assert.Equal(user.Id, service.LoginUser(user.Username, PasswordOf(NumberOf(user))).UserId));
        Assert.All(service.ListUsers(), user => Assert.NotNull(user.LastLoginAt));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(users[0].Username, PasswordOf(NumberOf(users[1]))));
    }

    private static string PasswordOf(int number) => $"{Password} {number}";

    private static int NumberOf(FlowservUser user) => int.Parse(user.Username.Split(' ')[1], CultureInfo.InvariantCulture);

    private static string Digest(string path, CopiedTable table)
    {
        using var connection = new PreparedConnection(Connect(path));
        using var digest = new CopyDigest();
        foreach (object[] row in TableRows.Read(connection, table))
            digest.Add(row);
        return Convert.ToHexString(digest.Finish());
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
