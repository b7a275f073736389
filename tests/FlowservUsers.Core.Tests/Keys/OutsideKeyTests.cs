using FlowservUsers.Core.Tests.Passwords;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Keys;

public sealed class OutsideKeyTests : IDisposable
{
    private const string Password = TestDatabase.GoodPassword;
    private const string NewPassword = "another good password";

    private readonly TestDatabase _database = new();
    private readonly KeyPlaces _places = new();
    private readonly string _file;

    public OutsideKeyTests() => _file = _places.File("outside.key");

    public void Dispose()
    {
        _database.Dispose();
        _places.Dispose();
    }

    [Fact]
    public void A_key_that_was_moved_to_a_file_is_no_longer_in_the_database_and_every_user_can_log_in()
    {
        using LocalUserService service = Open();
        service.RegisterUser("alice", Password);

        Assert.True(service.HashingKeys.MoveToFile(_file));

        Assert.Equal(DBNull.Value, _database.Query("SELECT value FROM hashing_keys"));
        FlowservHashingKey key = Assert.Single(service.HashingKeys.List());
        Assert.Equal((false, null, 1L), (key.IsInDatabase, key.File, key.Users));
        service.LoginUser("alice", Password);

        _places.Variables[KeySearch.FileVariable] = _file;
        Assert.Equal(_file, Assert.Single(service.HashingKeys.List()).File);
        using LocalUserService other = Open();
        other.LoginUser("alice", Password);
        other.RegisterUser("bob", Password);
        service.LoginUser("bob", Password);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        Assert.Single(_database.Details(AuditEventType.HashingKeyMoved));
    }

    [Theory]
    [InlineData("variable")]
    [InlineData("user")]
    [InlineData("credential by identifier")]
    [InlineData("credential by name")]
    public void A_key_is_found_in_each_documented_place(string place)
    {
        _database.Register();
        using (LocalUserService service = Open())
            service.HashingKeys.MoveToFile(_file);
        string id = Assert.Single(_database.Service.HashingKeys.List()).Id;
        (string variable, string value, string file) = place switch
        {
            "variable" => (KeySearch.FileVariable, $" \uFEFF{_file}\r\n", _file),
            "user" => ("", "", Path.Combine(_places.Folder, id + ".key")),
            "credential by identifier" => (KeySearch.CredentialsVariable, _places.Folder, Path.Combine(_places.Folder, id + ".key")),
            _ => (KeySearch.CredentialsVariable, _places.Folder, Path.Combine(_places.Folder, "flowserv.key")),
        };
        _places.Variables[variable] = value;
        if (file != _file)
            File.Move(_file, file);

        using LocalUserService other = Open();
        other.LoginUser("alice", Password);
        Assert.Equal(file, Assert.Single(other.HashingKeys.List()).File);
    }

    [Fact]
    public void Without_a_file_name_the_key_goes_to_the_user_s_key_folder_and_is_found_there()
    {
        _database.Register();
        using (LocalUserService service = Open())
            service.HashingKeys.MoveToFile();
        using LocalUserService other = Open();
        other.LoginUser("alice", Password);
        Assert.Equal(_places.Folder, Path.GetDirectoryName(Assert.Single(other.HashingKeys.List()).File));
    }

    [Fact]
    public void Without_the_key_everything_works_except_checking_or_setting_passwords()
    {
        string apiKey = MoveAwayAfterLogin(out string request);
        using LocalUserService service = Open();
        string id = service.WhoAmIUser(apiKey).Id;

        Action[] refused =
        [
            () => service.LoginUser("alice", Password),
            () => service.LoginUser("alice", "wrong"),
            () => service.LoginUser("nobody", Password),
            () => service.RegisterUser("carol", Password),
            () => service.ResetPassword(request, NewPassword),
            () => service.Passwords.Change("alice", Password, NewPassword),
            () => service.Passwords.Change("nobody", Password, NewPassword),
        ];
        string keyId = Assert.Single(service.HashingKeys.List()).Id;
        Assert.All(refused, action =>
        {
            var error = Assert.Throws<HashingKeyNotFoundException>(action);
            Assert.Equal("KeyNotFound", error.ErrorId);
            Assert.Equal([keyId], error.KeyIds);
            Assert.Contains(Path.Combine(_places.Folder, keyId + ".key"), error.Message, StringComparison.Ordinal);
        });

        Assert.Equal(0, service.Accounts.Get("alice").FailedLogins);
        Assert.Equal(0L, _database.Query("SELECT count(*) FROM unknown_logins"));
        Assert.Empty(_database.Details(AuditEventType.LoginFailed));

        Assert.Single(service.ListUsers());
        Assert.Single(service.Sessions.List(id));
        service.Passwords.RequestReset("alice");
        service.Passwords.RequestReset("nobody");
        service.Policy.Set(policy => policy with { MinimumPasswordLength = 10 });
        service.Accounts.Disable(id);
        service.ActivateUser(id);
    }

    [Fact]
    public void Without_the_key_no_hash_is_computed_for_any_name()
    {
        MoveAwayAfterLogin(out _);
        var functions = new CountingHashFunctions();
        using var service = LocalUserService.Open(
            _database.Path, new LocalUserServiceOptions { Clock = _database.Clock, KeySearch = _places.Search, HashFunctions = functions });
        Assert.Throws<HashingKeyNotFoundException>(() => service.LoginUser("alice", Password));
        Assert.Throws<HashingKeyNotFoundException>(() => service.LoginUser("nobody", Password));
        Assert.Empty(functions.BcryptWorkFactors);
    }

    [Fact]
    public void A_wrong_key_is_not_reported_as_a_wrong_password()
    {
        MoveAwayAfterLogin(out _);
        FlowservHashingKey other = DatabaseKeys.Prepare(_places.File("other.key"));
        _places.Variables[KeySearch.FileVariable] = other.File!;
        using LocalUserService service = Open();
        var error = Assert.Throws<HashingKeyNotFoundException>(() => service.LoginUser("alice", Password));
        Assert.Contains($"contains {other.Id}", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, service.Accounts.Get("alice").FailedLogins);
    }

    [Fact]
    public void A_key_whose_file_was_damaged_is_missing()
    {
        MoveAwayAfterLogin(out _);
        _places.Variables[KeySearch.FileVariable] = _file;
        string text = File.ReadAllText(_file + ".away");
        char last = text.TrimEnd()[^2];
        File.WriteAllText(_file, text.Replace($"{last}=", last == 'A' ? "E=" : "A=", StringComparison.Ordinal));
        using LocalUserService service = Open();
        Assert.Contains("contains no key", Assert.Throws<HashingKeyNotFoundException>(() => service.LoginUser("alice", Password)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_that_comes_back_is_used_without_reopening_the_database()
    {
        MoveAwayAfterLogin(out _);
        _places.Variables[KeySearch.FileVariable] = _file;
        using LocalUserService service = Open();
        Assert.Throws<HashingKeyNotFoundException>(() => service.LoginUser("alice", Password));
        File.Move(_file + ".away", _file);
        service.LoginUser("alice", Password);
    }

    [Fact]
    public void A_key_that_was_moved_back_needs_no_file()
    {
        _database.Register();
        using LocalUserService service = Open();
        service.HashingKeys.MoveToFile(_file);
        service.HashingKeys.MoveToDatabase();
        File.Delete(_file);
        using LocalUserService other = Open();
        other.LoginUser("alice", Password);
        Assert.True(Assert.Single(other.HashingKeys.List()).IsInDatabase);
    }

    [Fact]
    public void A_move_that_was_killed_after_the_file_was_written_is_completed_by_another()
    {
        _database.Register();
        using LocalUserService service = Open();
        // As killed before the commit: the file is there, and the key still in the database.
        KeyFile.Store(_file, [_database.OpenStore().ReadHashingKeys()[0].Key!]);
        byte[] written = File.ReadAllBytes(_file);

        service.HashingKeys.MoveToFile(_file);
        Assert.Equal(written, File.ReadAllBytes(_file));
        _places.Variables[KeySearch.FileVariable] = _file;
        using LocalUserService other = Open();
        other.LoginUser("alice", Password);
    }

    [Fact]
    public void A_move_that_was_killed_after_its_commit_is_completed_by_another()
    {
        _database.Register();
        using LocalUserService service = Open();
        using IUserStore store = _database.OpenStore();
        KeyFile.Store(_file, [store.ReadHashingKeys()[0].Key!]);
        store.ChangeHashingKeys(keys => [.. keys.Select(key => key with { Key = null })], _database.Clock.GetUtcNow());
        _places.Variables[KeySearch.FileVariable] = _file;

        Assert.True(service.HashingKeys.MoveToFile(_file));
        service.LoginUser("alice", Password);
    }

    [Fact]
    public void Users_from_another_system_are_imported_and_get_a_keyed_hash_when_they_log_in()
    {
        using var source = new Importing.FlowservFile(_places.File("flowserv.db"));
        source.AddUser("imported");
        using LocalUserService service = Open();
        service.HashingKeys.MoveToFile(_file);
        _places.Variables[KeySearch.FileVariable] = _file;

        Assert.True(Assert.Single(FlowservUsers.Importing.FlowservImport.Read(_places.File("flowserv.db"), TimeZoneInfo.Utc).Run(service)).Imported);
        Assert.DoesNotContain(Describe().Findings, finding => finding.Code == DatabaseFindingCode.UnkeyedHashes);
        service.LoginUser("imported", Importing.FlowservFile.Password);
        service.LoginUser("imported", Importing.FlowservFile.Password);
        Assert.Equal(Assert.Single(service.HashingKeys.List()).Id, _database.Query("SELECT password_key_id FROM users"));
        Assert.Equal(PasswordSchemes.Current, _database.Query("SELECT password_scheme FROM users"));
    }

    [Fact]
    public void An_unencrypted_hash_from_another_system_is_found_works_and_is_encrypted_by_a_second_move()
    {
        using LocalUserService service = Open();
        service.HashingKeys.MoveToFile(_file);
        _places.Variables[KeySearch.FileVariable] = _file;
        ForeignUsers users = ForeignUsers.AddUnencrypted(_database, "old");

        FlowservDatabaseFinding finding = Assert.Single(Describe().Findings, finding => finding.Code == DatabaseFindingCode.UnkeyedHashes);
        Assert.StartsWith($"{users.Names.Count} users", finding.Message, StringComparison.Ordinal);
        service.HashingKeys.MoveToFile(_file);
        Assert.DoesNotContain(Describe().Findings, finding => finding.Code == DatabaseFindingCode.UnkeyedHashes);
        ForeignUsers late = ForeignUsers.AddUnencrypted(_database, "late");
        users.With(late).LogIn(service);
    }

    [Fact]
    public void Without_the_key_no_hash_of_another_system_is_stored()
    {
        MoveAwayAfterLogin(out _);
        using LocalUserService service = Open();
        using var source = new Importing.FlowservFile(_places.File("flowserv.db"));
        source.AddUser("imported");
        Assert.Throws<HashingKeyNotFoundException>(() => service.Accounts.RegisterWithHash("hashed", ForeignHashes.Published[0].Hash));
        Assert.Throws<HashingKeyNotFoundException>(() => service.Accounts.RegisterMany(1));
        Assert.Throws<HashingKeyNotFoundException>(
            () => FlowservUsers.Importing.FlowservImport.Read(_places.File("flowserv.db"), TimeZoneInfo.Utc).Run(service));
        Assert.Single(service.ListUsers());
    }

    [Fact]
    public void An_encrypted_hash_that_is_moved_to_another_user_matches_no_password()
    {
        using LocalUserService service = Open();
        (string password, string hash) = ForeignHashes.Published[1];
        service.Accounts.RegisterWithHash("mallory", hash);
        service.RegisterUser("alice", Password);
        _database.Query(
            """
            UPDATE users SET password_scheme = (SELECT password_scheme FROM users WHERE username = 'mallory'),
                password_hash = (SELECT password_hash FROM users WHERE username = 'mallory') WHERE username = 'alice'
            """);
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", password));
        Assert.Equal("the stored hash cannot be read", _database.Details(AuditEventType.LoginFailed)[0]);
        service.LoginUser("mallory", password);
    }

    [Fact]
    public void A_hash_whose_key_was_removed_at_the_same_moment_is_not_stored()
    {
        _database.Register();
        using IUserStore store = _database.OpenStore();
        var hash = new PasswordHash(PasswordSchemes.Current, "x", "0123456789abcdef");
        var user = new NewUser(Guid.NewGuid().ToString("N"), Username.Parse("late"), UserStatus.Active, hash, _database.Clock.GetUtcNow());
        var error = Assert.Throws<DatabaseUnavailableException>(() => store.AddUsers([user]));
        Assert.Contains("Try again", error.Message, StringComparison.Ordinal);
        Assert.Single(_database.Service.ListUsers());
    }

    [Fact]
    public void A_file_that_is_not_a_key_file_is_refused_and_not_changed()
    {
        _database.Register();
        using LocalUserService service = Open();
        File.WriteAllText(_file, "my diary");
        Assert.Throws<DestinationExistsException>(() => service.HashingKeys.MoveToFile(_file));
        Assert.Throws<InvalidDestinationException>(() => service.HashingKeys.MoveToFile(_places.Folder));
        Assert.Throws<InvalidDestinationException>(() => service.HashingKeys.MoveToFile(_places.File("nowhere/a.key")));
        Assert.Equal("my diary", File.ReadAllText(_file));
        Assert.True(Assert.Single(service.HashingKeys.List()).IsInDatabase);
    }

    private FlowservDatabase Describe() => FlowservUsers.Databases.UserDatabase.Describe(
        _database.Path, new LocalUserServiceOptions { Clock = _database.Clock, KeySearch = _places.Search });

    private LocalUserService Open() =>
        LocalUserService.Open(_database.Path, new LocalUserServiceOptions { Clock = _database.Clock, KeySearch = _places.Search });

    /// <summary>Leaves alice with a session and a reset request, and the key in a file that is not found.</summary>
    private string MoveAwayAfterLogin(out string request)
    {
        _database.Register();
        string apiKey = _database.Login();
        request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        using LocalUserService service = Open();
        service.HashingKeys.MoveToFile(_file);
        File.Move(_file, _file + ".away");
        return apiKey;
    }
}
