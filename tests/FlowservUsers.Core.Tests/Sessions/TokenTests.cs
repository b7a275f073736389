using FlowservUsers.Sessions;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class TokenTests
{
    [Theory]
    [InlineData("empty", false)]
    [InlineData("wrong checksum", false)]
    [InlineData("first character after the prefix changed", false)]
    [InlineData("prefix only", false)]
    [InlineData("one character short", false)]
    [InlineData("one character long", false)]
    [InlineData("ten million characters", false)]
    [InlineData("right length, no ASCII", false)]
    [InlineData("32 hexadecimal digits", true)]
    public void Only_text_that_may_have_been_issued_is_looked_up(string variant, bool isLookedUp)
    {
        string valid = new(Token.Create(Token.ApiKeyPrefix));

        Assert.NotNull(Token.Hash(valid));
        Assert.Equal(isLookedUp, Token.Hash(HostileTokens.Make(variant, valid)) is not null);
    }

    [Fact]
    public void No_two_tokens_are_alike()
    {
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => new string(Token.Create(Token.ResetRequestPrefix))).Distinct().Count());
    }
}
