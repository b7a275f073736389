using System.Data.Common;
using System.Text;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Tests;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Keys;

/// <summary>What a thief can do with the database and a backup, with and without the key.</summary>
public sealed class StolenDatabaseTests : IDisposable
{
    private const string Password = TestDatabase.GoodPassword;

    private readonly TestDatabase _database = new();
    private readonly KeyPlaces _places = new();
    private readonly string _file;

    public StolenDatabaseTests() => _file = _places.File("outside.key");

    public void Dispose()
    {
        _database.Dispose();
        _places.Dispose();
    }

    [Fact]
    public void With_the_key_in_it_a_guess_can_be_checked()
    {
        Fill();
        Assert.True(CanCheckGuess(Everything(_database.Path)));
    }

    [Fact]
    public void With_the_key_elsewhere_no_guess_can_be_checked()
    {
        using LocalUserService service = Open();
        service.HashingKeys.MoveToFile(_file);
        Fill(service);
        Assert.False(CanCheckGuess(Everything(_database.Path)));

        string backup = _places.File("backup.db");
        service.Database.Backup(backup);
        Assert.False(CanCheckGuess([.. File.ReadAllBytes(backup)]));

        // The same with the key file is another matter.
        Assert.True(CanCheckGuess([.. Everything(_database.Path), .. KeyFile.Read(_file)[0].Value]));
    }

    [Fact]
    public void A_key_that_was_moved_or_removed_leaves_no_trace_in_the_database_files()
    {
        using LocalUserService service = Open();
        Fill(service);
        service.HashingKeys.Add();
        service.LoginUser("alice", Password);
        service.LoginUser("bob", Password);
        service.HashingKeys.Remove(service.HashingKeys.List()[1].Id);
        Assert.True(CanCheckGuess(Everything(_database.Path)));
        Assert.True(service.HashingKeys.MoveToFile(_file));
        Assert.False(CanCheckGuess(Everything(_database.Path)));
        Assert.DoesNotContain(Windows(Everything(_database.Path)), key => key.Id == KeyFile.Read(_file)[0].Id);
    }

    [Fact]
    public void With_the_key_elsewhere_hashes_from_other_systems_are_useless_too()
    {
        using LocalUserService service = Open();
        ForeignUsers users = ForeignUsers.Add(service, _places, "before");
        Assert.Equal(users.Names, users.Guessed(Everything(_database.Path), _database));

        service.HashingKeys.MoveToFile(_file);
        _places.Variables[KeySearch.FileVariable] = _file;
        users = users.With(ForeignUsers.Add(service, _places, "after"));
        string backup = _places.File("backup.db");
        service.Database.Backup(backup);
        Assert.Empty(users.Guessed(Everything(_database.Path), _database));
        Assert.Empty(users.Guessed(File.ReadAllBytes(backup), _database));

        Assert.Equal(users.Names, users.Guessed([.. Everything(_database.Path), .. KeyFile.Read(_file)[0].Value], _database));
        users.LogIn(service);
    }

    [Fact]
    public void Unencrypted_hashes_leave_no_trace_when_the_key_is_moved_or_changed()
    {
        using LocalUserService service = Open();
        ForeignUsers users = ForeignUsers.AddUnencrypted(_database, "earlier");
        Assert.Equal(users.Names, users.Guessed(Everything(_database.Path), _database));

        service.HashingKeys.MoveToFile(_file);
        Assert.Empty(users.Guessed(Everything(_database.Path), _database));
        _places.Variables[KeySearch.FileVariable] = _file;

        // As a database of which the key was moved while hashes were not encrypted.
        users = users.With(ForeignUsers.AddUnencrypted(_database, "left"));
        Assert.True(service.HashingKeys.MoveToFile(_file));
        Assert.Empty(users.Guessed(Everything(_database.Path), _database));
        users = users.With(ForeignUsers.AddUnencrypted(_database, "late"));
        string fresh = service.HashingKeys.Add();
        service.HashingKeys.MoveToFile(_file);
        Assert.Empty(users.Guessed(Everything(_database.Path), _database));
        Assert.Equal(users.Names.Count, service.HashingKeys.List().Single(key => key.Id == fresh).Users);
        users.LogIn(service);
    }

    [Fact]
    public void A_new_database_with_its_key_outside_never_contained_it()
    {
        string location = TestStorage.NewLocation(_places.Folder);
        try
        {
            var options = new LocalUserServiceOptions { CreateDatabase = true, KeyFile = _file, KeySearch = _places.Search, Clock = _database.Clock };
            _places.Variables[KeySearch.FileVariable] = _file;
            using LocalUserService service = LocalUserService.Open(location, options);
            service.Policy.Set(policy => policy with { WorkFactor = 4 });
            service.RegisterUser("alice", Password);
            service.LoginUser("alice", Password);
            FlowservHashingKey key = Assert.Single(service.HashingKeys.List());
            Assert.Equal((_file, false), (key.File, key.IsInDatabase));
            Assert.DoesNotContain(Windows(Everything(location)), found => found.Id == key.Id);
        }
        finally
        {
            TestStorage.Free(location);
        }
    }

    [Fact]
    public void A_copy_and_a_backup_have_no_key_either_and_work_with_the_file()
    {
        using LocalUserService service = Open();
        Fill(service);
        service.HashingKeys.MoveToFile(_file);
        string backup = _places.File("backup.db");
        string copy = TestStorage.NewLocation(_places.Folder);
        try
        {
            service.Database.Backup(backup);
            service.Database.CopyTo(copy);
            foreach (string location in new[] { backup, copy })
            {
                _places.Variables.Clear();
                using (LocalUserService without = LocalUserService.Open(location, Options))
                    Assert.Throws<HashingKeyNotFoundException>(() => without.LoginUser("alice", Password));
                _places.Variables[KeySearch.FileVariable] = _file;
                using LocalUserService with = LocalUserService.Open(location, Options);
                with.LoginUser("alice", Password);
            }
        }
        finally
        {
            TestStorage.Free(copy);
        }
    }

    private LocalUserServiceOptions Options => new() { Clock = _database.Clock, KeySearch = _places.Search };

    private LocalUserService Open() => LocalUserService.Open(_database.Path, Options);

    private void Fill(LocalUserService? service = null)
    {
        service ??= _database.Service;
        service.RegisterUser("alice", Password);
        service.RegisterUser("bob", Password);
        service.LoginUser("alice", Password);
        service.RequestPasswordReset("alice");
        service.RequestPasswordReset(Password);
        // A password that was typed as a name.
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(Password, Password));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", "wrong"));
    }

    /// <summary>Everything that is stored: the bytes of a file and of the files beside it, or the rows of every table on a server.</summary>
    private static byte[] Everything(string location) => File.Exists(location)
        ? [.. new[] { "", "-wal", "-shm" }.Select(side => location + side).Where(File.Exists).SelectMany(ReadShared)]
        : [.. Rows(location)];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static IEnumerable<byte> Rows(string location)
    {
        using DbConnection connection = TestStorage.Connect(location);
        foreach (CopiedTable table in CopiedTable.All)
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table.Name}";
            using DbDataReader row = command.ExecuteReader();
            while (row.Read())
            {
                for (int column = 0; column < row.FieldCount; column++)
                {
                    foreach (byte value in row.GetValue(column) is byte[] bytes ? bytes : Encoding.UTF8.GetBytes(row.GetValue(column).ToString()!))
                        yield return value;
                }
            }
        }
    }

    internal static IEnumerable<HashingKey> Windows(byte[] bytes) => Enumerable.Range(0, Math.Max(0, bytes.Length - HashingKey.Length + 1))
        .Where(start => bytes.AsSpan(start, HashingKey.Length).IndexOfAnyExcept((byte)0) >= 0)
        .Select(start => new HashingKey(bytes[start..(start + HashingKey.Length)]));

    /// <summary>Tries every 32 bytes in a row as the key: those whose identifier is that of a hash are tried on it.</summary>
    private bool CanCheckGuess(byte[] loot)
    {
        using IUserStore store = _database.OpenStore();
        StoredUser alice = store.FindUser(Username.Parse("alice").Key)!;
        var wanted = store.ReadHashingKeys().Select(key => key.Id).ToHashSet();
        return Windows(loot).Where(key => wanted.Contains(key.Id)).Any(key =>
            new PasswordHasher(new KeyRing([key]), new HashFunctions()).Verify(Password, alice.Password, 4) == PasswordVerification.Success);
    }
}
