using FlowservUsers.Keys;

namespace FlowservUsers.Core.Tests.Keys;

public sealed class KeyRotationTests : IDisposable
{
    private const string Password = TestDatabase.GoodPassword;

    private readonly TestDatabase _database = new();
    private readonly KeyPlaces _places = new();
    private readonly string _file;

    public KeyRotationTests() => _file = _places.File("outside.key");

    public void Dispose()
    {
        _database.Dispose();
        _places.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_login_moves_its_user_to_the_new_key_and_the_unused_old_one_can_be_removed(bool outside)
    {
        using LocalUserService service = Open();
        service.RegisterUser("alice", Password);
        service.RegisterUser("bob", Password);
        _places.Variables[KeySearch.FileVariable] = _file;
        if (outside)
            service.HashingKeys.MoveToFile(_file);

        string fresh = service.HashingKeys.Add();
        string earlier = Assert.Single(service.HashingKeys.List(), key => !key.IsCurrent).Id;
        service.RegisterUser("carol", Password);
        Assert.Equal([(fresh, 1L), (earlier, 2L)], service.HashingKeys.List().Select(key => (key.Id, key.Users!.Value)));
        Assert.All(service.HashingKeys.List(), key => Assert.Equal(outside, !key.IsInDatabase));

        service.LoginUser("alice", Password);
        Assert.Equal([(fresh, 2L), (earlier, 1L)], service.HashingKeys.List().Select(key => (key.Id, key.Users!.Value)));
        Assert.Equal(1, Assert.Throws<HashingKeyInUseException>(() => service.HashingKeys.Remove(earlier)).Users);
        Assert.Null(Assert.Throws<HashingKeyInUseException>(() => service.HashingKeys.Remove(fresh, force: true)).Users);
        service.LoginUser("bob", Password);
        Assert.Empty(service.HashingKeys.Remove(earlier));
        Assert.Equal(fresh, Assert.Single(service.HashingKeys.List()).Id);
        Assert.All(new[] { "alice", "bob", "carol" }, name => service.LoginUser(name, Password));
        Assert.Throws<UnknownHashingKeyException>(() => service.HashingKeys.Remove(earlier));
    }

    [Fact]
    public void Users_whose_key_is_removed_need_a_password_reset_and_their_hashes_are_erased()
    {
        using LocalUserService service = Open();
        service.RegisterUser("alice", Password);
        service.HashingKeys.Add();
        service.RegisterUser("bob", Password);
        string earlier = service.HashingKeys.List()[1].Id;

        Assert.Equal("alice", Assert.Single(service.HashingKeys.PreviewRemoval(earlier)).Username);
        Assert.Equal(2, service.HashingKeys.List().Count);
        Assert.Equal("alice", Assert.Single(service.HashingKeys.Remove(earlier, force: true)).Username);

        Assert.Equal("", _database.Query("SELECT password_hash FROM users WHERE username = 'alice'"));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", Password));
        service.LoginUser("bob", Password);
        service.ResetPassword(Secret.Reveal(service.RequestPasswordReset("alice").RequestId), "another good password");
        service.LoginUser("alice", "another good password");
        Assert.Contains(_database.Details(AuditEventType.HashingKeyRemoved), detail => detail.Contains("needed by 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_has_the_database_open_continues_with_a_new_key_from_another()
    {
        using LocalUserService one = Open();
        using LocalUserService other = Open();
        one.RegisterUser("alice", Password);
        other.LoginUser("alice", Password);

        string fresh = one.HashingKeys.Add();
        other.LoginUser("alice", Password);
        Assert.Equal((fresh, 1L), other.HashingKeys.List().Select(key => (key.Id, key.Users!.Value)).First());
        one.HashingKeys.Remove(one.HashingKeys.List()[1].Id);
        other.RegisterUser("bob", Password);
        one.LoginUser("bob", Password);
    }

    [Fact]
    public void A_machine_without_the_new_key_reports_it_until_the_file_is_copied()
    {
        using LocalUserService one = Open();
        one.RegisterUser("alice", Password);
        using var elsewhere = new KeyPlaces();
        using LocalUserService other = Open(elsewhere);
        other.LoginUser("alice", Password);

        // Brought first, and used then: no login fails.
        FlowservHashingKey prepared = DatabaseKeys.Prepare(_file);
        File.Copy(_file, Path.Combine(elsewhere.Folder, prepared.Id + ".key"));
        Assert.Equal(prepared.Id, one.HashingKeys.Add(_file));
        other.LoginUser("alice", Password);
        other.RegisterUser("bob", Password);

        string next = one.HashingKeys.Add(_places.File("next.key"));
        Assert.Equal([next], Assert.Throws<HashingKeyNotFoundException>(() => other.LoginUser("bob", Password)).KeyIds);
        File.Copy(_places.File("next.key"), Path.Combine(elsewhere.Folder, next + ".key"));
        other.LoginUser("bob", Password);
    }

    [Fact]
    public void A_lost_key_is_replaced_and_removed()
    {
        using (LocalUserService service = Open())
        {
            service.RegisterUser("alice", Password);
            service.HashingKeys.MoveToFile(_file);
        }
        File.Delete(_file);
        using LocalUserService left = Open();
        Assert.Throws<HashingKeyNotFoundException>(() => left.LoginUser("alice", Password));
        left.HashingKeys.Add();
        Assert.Throws<HashingKeyNotFoundException>(() => left.LoginUser("alice", Password));
        Assert.Single(left.HashingKeys.Remove(left.HashingKeys.List()[1].Id, force: true));
        left.RegisterUser("bob", Password);
        left.LoginUser("bob", Password);
    }

    [Fact]
    public void Users_from_other_systems_get_the_new_key_without_a_login_unless_theirs_is_lost()
    {
        using LocalUserService service = Open();
        ForeignUsers users = ForeignUsers.Add(service, _places, "user");
        string lost = service.HashingKeys.List()[0].Id;
        string second = service.HashingKeys.Add();
        Assert.Equal([(second, users.Names.Count), (lost, 0)], service.HashingKeys.List().Select(key => (key.Id, (int)key.Users!.Value)));
        service.HashingKeys.MoveToFile(_file);
        File.Move(_file, _file + ".away");

        using (LocalUserService without = Open())
            without.HashingKeys.Add(_places.File("third.key"));
        Assert.Equal(users.Names.Count, service.HashingKeys.List().Single(key => key.Id == second).Users);
        File.Move(_file + ".away", _file);
        File.AppendAllText(_file, Environment.NewLine + File.ReadAllText(_places.File("third.key")));
        _places.Variables[KeySearch.FileVariable] = _file;
        using LocalUserService with = Open();
        users.LogIn(with);
    }

    [Fact]
    public void A_key_that_a_killed_attempt_left_in_a_file_is_used_by_the_next_attempt()
    {
        using LocalUserService service = Open();
        string left = DatabaseKeys.Prepare(_file).Id;
        Assert.Equal(left, service.HashingKeys.Add(_file));
        Assert.NotEqual(left, service.HashingKeys.Add(_file));
        Assert.Equal(2, KeyFile.Read(_file).Count);
    }

    [Fact]
    public void Concurrent_new_keys_are_all_kept()
    {
        using LocalUserService service = Open();
        service.RegisterUser("alice", Password);
        service.HashingKeys.MoveToFile(_file);
        _places.Variables[KeySearch.FileVariable] = _file;
        Parallel.For(0, 4, _ =>
        {
            using LocalUserService other = Open();
            other.HashingKeys.Add();
        });
        Assert.Equal(5, service.HashingKeys.List().Count);
        Assert.All(service.HashingKeys.List(), key => Assert.Equal(_file, key.File));
        service.LoginUser("alice", Password);
    }

    private LocalUserService Open(KeyPlaces? places = null) =>
        LocalUserService.Open(_database.Path, new LocalUserServiceOptions { Clock = _database.Clock, KeySearch = (places ?? _places).Search });
}
