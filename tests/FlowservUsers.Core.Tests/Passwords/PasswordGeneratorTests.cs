using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class PasswordGeneratorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(34)]
    [InlineData(64)]
    public void A_generated_password_passes_the_rules_at_any_minimum_length(int minimumLength)
    {
        var policy = new FlowservPolicy { MinimumPasswordLength = minimumLength };
        char[] password = PasswordGenerator.Generate(minimumLength);
        string[] partsAsNames = [.. Enumerable.Range(0, password.Length - 16).Select(start => new string(password, start, 16))];

        Assert.All(["alice", .. partsAsNames], name => Assert.Empty(PasswordRules.Check(password, name, policy).Reasons));
    }

    [Fact]
    public void A_generated_password_has_at_least_128_bits_in_unambiguous_characters()
    {
        string[] groups = new string(PasswordGenerator.Generate()).Split('-');

        Assert.All(groups, group => Assert.Equal(4, group.Length));
        Assert.All(string.Concat(groups), character => Assert.Contains(character, "abcdefghijkmnpqrstuvwxyz23456789"));
        Assert.InRange(string.Concat(groups).Length * Math.Log2(32), 128, double.MaxValue);
    }

    [Fact]
    public void Every_character_is_as_likely_as_any_other()
    {
        ILookup<char, char> drawn = Enumerable.Range(0, 2_000)
            .SelectMany(_ => PasswordGenerator.Generate())
            .Where(character => character != '-')
            .ToLookup(character => character);

        // 56,000 draws of 32 characters: 1,750 of each, give or take 41; twelve times that does not happen by chance.
        Assert.Equal(32, drawn.Count);
        Assert.All(drawn, character => Assert.InRange(character.Count(), 1_250, 2_250));
    }

    [Fact]
    public void No_two_generated_passwords_are_the_same() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => new string(PasswordGenerator.Generate())).Distinct().Count());
}
