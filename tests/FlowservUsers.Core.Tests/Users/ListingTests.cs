using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Users;

public sealed class ListingTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Active_users_are_listed_by_name()
    {
        foreach (string name in (string[])["carol", "Bob", "alice"])
            _database.Register(name);
        _database.Service.RegisterUser("aaron", TestDatabase.GoodPassword, verify: true);

        Assert.Equal(["alice", "Bob", "carol"], Names());
    }

    [Fact]
    public void An_empty_database_has_no_users_and_no_built_in_one()
    {
        Assert.Empty(_database.Service.Accounts.List(new UserQuery { Statuses = Enum.GetValues<UserStatus>() }));
        Assert.Throws<UnknownUserException>(() => _database.Service.Accounts.Get("00000000"));
    }

    [Theory]
    [InlineData("al", "alan,Alice")]
    [InlineData("AL", "alan,Alice")]
    [InlineData("alice", "Alice")]
    [InlineData("b%", "b%b")]
    [InlineData("%", "")]
    [InlineData("b_", "b_b")]
    [InlineData("_", "")]
    [InlineData("*", "")]
    [InlineData("b'", "")]
    [InlineData("\uFF41\uFF4C", "alan,Alice")]
    [InlineData("z", "")]
    [InlineData("", "alan,Alice,b%b,b_b,bxb")]
    public void A_prefix_is_literal_and_case_insensitive(string prefix, string expected)
    {
        foreach (string name in (string[])["Alice", "alan", "b%b", "b_b", "bxb"])
            _database.Register(name);

        Assert.Equal(expected, string.Join(',', Names(prefix)));
    }

    [Theory]
    [InlineData("\uD7FF")]
    [InlineData("\U0010FFFD")]
    [InlineData("\uFFFC")]
    [InlineData("z")]
    public void A_prefix_at_the_end_of_a_range_of_characters_finds_its_names(string prefix)
    {
        _database.Register(prefix + "1");
        _database.Register("y");

        Assert.Equal(prefix + "1", Assert.Single(Names(prefix)));
    }

    [Fact]
    public void A_listing_of_several_pages_has_every_user_once()
    {
        string[] names = _database.AddMany(2_345);

        Assert.Equal(names, Names());
        Assert.Equal(names.Skip(99).Take(1_102), Names(new UserQuery { Skip = 99, First = 1_102 }));
        Assert.Equal(names.Where(name => name.EndsWith('7')).Skip(3).Take(120), Names(new UserQuery { NameMatches = name => name.EndsWith('7'), Skip = 3, First = 120 }));
        Assert.Empty(Names(new UserQuery { Skip = 2_345 }));
        Assert.Empty(Names(new UserQuery { Skip = ulong.MaxValue }));
        Assert.Empty(Names(new UserQuery { First = 0 }));
        Assert.Equal(2_345, _database.Service.Accounts.Count(new UserQuery { Skip = 7, First = 3 }));
    }

    [Fact]
    public void A_listing_holds_no_lock_and_includes_users_that_are_added_later_in_its_order()
    {
        _database.AddMany(1_200);
        using IEnumerator<FlowservUser> users = _database.Service.ListUsers().GetEnumerator();
        Assert.True(users.MoveNext());

        _database.Register("zoe");
        var rest = new List<string>();
        while (users.MoveNext())
            rest.Add(users.Current.Username);

        Assert.Equal("zoe", rest[^1]);
        Assert.Equal(1_200, rest.Count);
    }

    [Fact]
    public void Statuses_and_locks_filter_a_listing()
    {
        foreach (string name in (string[])["active", "disabled", "locked"])
            _database.Register(name);
        _database.Disable("disabled");
        _database.Service.RegisterUser("pending", TestDatabase.GoodPassword, verify: true);
        for (int attempt = 0; attempt < 5; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login("locked", "wrong"));

        Assert.Equal(["disabled", "pending"], Names(new UserQuery { Statuses = [UserStatus.Pending, UserStatus.Disabled] }));
        Assert.Equal(["locked"], Names(new UserQuery { LockedOnly = true }));
        Assert.Empty(Names(new UserQuery { Statuses = [] }));
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Names(new UserQuery { LockedOnly = true }));
    }

    private IEnumerable<string> Names(string? prefix = null) => _database.Service.ListUsers(prefix).Select(user => user.Username);

    private IEnumerable<string> Names(UserQuery query) => _database.Service.Accounts.List(query).Select(user => user.Username);
}
