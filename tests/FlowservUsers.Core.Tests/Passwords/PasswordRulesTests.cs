using FlowservUsers.Passwords;
using static FlowservUsers.PasswordProblem;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class PasswordRulesTests
{
    private static readonly FlowservPolicy Policy = new();

    [Theory]
    [InlineData("correct horse battery staple", "alice")]
    [InlineData("  leading and trailing  ", "alice")]
    [InlineData("tr0ub4dor&3", null)]
    [InlineData("\u65E5\u672C\u8A9E\u306E\u30D1\u30B9\u30EF\u30FC\u30C9", "alice")]
    [InlineData("a NUL \0 within", "alice")]
    public void A_good_password_is_acceptable(string password, string? username)
    {
        FlowservPasswordCheck check = PasswordRules.Check(password, username, Policy);

        Assert.True(check.IsAcceptable, check.ToString());
        PasswordRules.Require(password, username, Policy);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("            ")]
    [InlineData("\t\r\n\u00A0\u3000\u001F\u2028\u0085\u2003")]
    public void A_blank_password_is_refused(string password) => Assert.Contains(Blank, Reasons(password));

    [Theory]
    [InlineData("1a\u00E4\u00F6\u00FC\u00DF!", 7)]
    [InlineData("\U0001F600\U0001F601\U0001F602\U0001F603\U0001F604\U0001F605\U0001F606", 7)]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 7)]
    public void Length_is_counted_in_code_points_after_normalisation(string password, int length)
    {
        FlowservPasswordCheck check = PasswordRules.Check(password, null, Policy);

        Assert.Equal(length, check.Length);
        Assert.Equal([TooShort], check.Reasons);
        Assert.Empty(PasswordRules.Check(password, null, Policy with { MinimumPasswordLength = length }).Reasons);
    }

    [Fact]
    public void A_lone_surrogate_counts_as_one() => Assert.Equal(7, PasswordRules.Check("\uD800\uD801 e\u0301\uDC00!", null, Policy).Length);

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    [InlineData(8_192, false)]
    [InlineData(8_193, false)]
    [InlineData(1_000_000, false)]
    public void A_password_may_have_1024_code_points_and_no_more(int length, bool acceptable)
    {
        FlowservPasswordCheck check = PasswordRules.Check(new string('\u00E9', length), "alice", Policy);

        Assert.Equal(length, check.Length);
        Assert.Equal(acceptable ? [] : [TooLong], check.Reasons);
    }

    [Fact]
    public void The_longest_password_is_counted_after_normalisation()
    {
        string longest = string.Concat(Enumerable.Repeat("\u03B1\u0313\u0300\u0345", 1_024));

        Assert.Equal(1_024, PasswordRules.Check(longest, null, Policy).Length);
        Assert.Empty(Reasons(longest));
    }

    [Theory]
    [InlineData("password1")]
    [InlineData("PassWord1")]
    [InlineData("QWERTYUIOP")]
    [InlineData("12345678")]
    public void A_common_password_is_refused_case_insensitively(string password)
    {
        Assert.Equal([TooCommon], Reasons(password));
        Assert.Empty(PasswordRules.Check(password, null, Policy with { BlockCommonPasswords = false }).Reasons);
    }

    [Theory]
    [InlineData("my password1 is long")]
    [InlineData("password1 ")]
    public void A_common_password_within_a_longer_one_is_accepted(string password) => Assert.Empty(Reasons(password));

    [Theory]
    [InlineData("wintermute", "wintermute")]
    [InlineData("WinterMute", "wintermute")]
    [InlineData("wintermute", "  wintermute ")]
    [InlineData("wintermute1", "wintermute")]
    [InlineData("1234567wintermute", "wintermute")]
    [InlineData("wintermuteWINTERMUTE!wintermute", "wintermute")]
    [InlineData("m\u00FCnchen-2024", "mu\u0308nchen")]
    [InlineData("\U0001F600\U0001F601\U0001F602\U0001F603 12345", "\U0001F600\U0001F601\U0001F602\U0001F603")]
    public void The_user_name_or_little_more_than_it_is_refused(string password, string username) =>
        Assert.Equal([ContainsUsername], Reasons(password, username));

    [Theory]
    [InlineData("12345678wintermute", "wintermute")]
    [InlineData("bobsleigh", "bob")]
    [InlineData("correct horse", "alice")]
    [InlineData("correct horse", "")]
    [InlineData("correct horse", " ")]
    public void The_user_name_is_accepted_with_enough_other_text_or_when_it_is_very_short(string password, string username) =>
        Assert.Empty(Reasons(password, username));

    [Fact]
    public void A_short_user_name_is_refused_as_the_whole_password() =>
        Assert.Equal([ContainsUsername], PasswordRules.Check("Zzq", "zzQ", Policy with { MinimumPasswordLength = 3 }).Reasons);

    [Fact]
    public void All_reasons_are_given_at_once()
    {
        Assert.Equal([Blank, TooShort], Reasons(""));
        Assert.Equal([Blank, TooLong], Reasons(new string(' ', 2_000)));
        Assert.Equal([TooShort, TooCommon, ContainsUsername], Reasons("dragon", "Dragon"));
    }

    [Fact]
    public void A_refused_password_is_reported_with_every_reason_and_never_shown()
    {
        PasswordRejectedException exception = Assert.Throws<PasswordRejectedException>(() => PasswordRules.Require("dragon", "Dragon", Policy));

        Assert.Equal([TooShort, TooCommon, ContainsUsername], exception.Reasons);
        Assert.DoesNotContain("dragon", exception.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<PasswordProblem> Reasons(string password, string? username = null) =>
        PasswordRules.Check(password, username, Policy).Reasons;
}
