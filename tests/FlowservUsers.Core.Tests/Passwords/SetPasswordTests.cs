namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>Passwords as users set and type them, through the service.</summary>
public sealed class SetPasswordTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("          ")]
    [InlineData("\t\n\u00A0\u3000        ")]
    public void A_blank_password_is_refused(string? password)
    {
        Assert.Contains(PasswordProblem.Blank, Refused(password).Reasons);
    }

    [Fact]
    public void Every_reason_is_given_at_once()
    {
        Assert.Equal([PasswordProblem.Blank, PasswordProblem.TooShort], Refused("   ").Reasons);
        Assert.Equal([PasswordProblem.TooShort, PasswordProblem.ContainsUsername], Refused("qwzx7", "Qwzx7").Reasons);
    }

    [Fact]
    public void A_password_has_at_most_1024_code_points()
    {
        string longest = string.Concat(Enumerable.Repeat("\U0001F511", 1024));
        _database.Register("alice", longest);

        Assert.NotEmpty(_database.Login("alice", longest));
        Assert.Equal([PasswordProblem.TooLong], Refused(longest + "x", "bob").Reasons);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", longest + "x"));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", new string('x', 1_000_000)));
    }

    [Theory]
    [InlineData("quite a\0nother", "quite a\0nothe")]
    [InlineData("quite a\0nother", "quite a")]
    [InlineData("\U0001F600\U0001F601\U0001F602\U0001F603 \U0001F604\U0001F605\U0001F606\U0001F607", "\U0001F600\U0001F601\U0001F602\U0001F603 \U0001F604\U0001F605\U0001F606\U0001F608")]
    [InlineData("correct Horse battery", "correct horse battery")]
    public void Another_text_is_another_password(string password, string other)
    {
        _database.Register("alice", password);

        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", other));
        Assert.NotEmpty(_database.Login("alice", password));
    }

    [Fact]
    public void Every_character_is_significant_even_after_the_72nd_byte()
    {
        string password = new string('a', 100) + " and b";
        _database.Register("alice", password);

        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", new string('a', 100) + " and c"));
        Assert.NotEmpty(_database.Login("alice", password));
    }

    [Fact]
    public void Composed_and_combining_characters_make_the_same_password()
    {
        _database.Register("alice", "cafe\u0301 au lait");

        Assert.NotEmpty(_database.Login("alice", "caf\u00E9 au lait"));
    }

    [Fact]
    public void A_password_can_be_any_text_even_malformed_text()
    {
        string broken = "half a pair \uD83D and \uFFFE";
        _database.Register("alice", broken);

        Assert.NotEmpty(_database.Login("alice", broken));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", broken.Replace('\uD83D', '\uFFFD')));
    }

    [Fact]
    public void An_error_about_a_password_does_not_show_it()
    {
        Assert.DoesNotContain("hunter2", Refused("hunter2").ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private PasswordRejectedException Refused(string? password, string username = "alice")
    {
        var error = Assert.Throws<PasswordRejectedException>(() => _database.Register(username, password!));
        Assert.IsAssignableFrom<ConstraintViolationException>(error);
        Assert.Equal(username, error.Identity);
        return error;
    }
}
