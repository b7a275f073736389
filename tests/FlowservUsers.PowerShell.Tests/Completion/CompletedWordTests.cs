using FlowservUsers.Completion;

namespace FlowservUsers.PowerShell.Tests.Completion;

public sealed class CompletedWordTests
{
    // All that PowerShell takes for a quote.
    [Theory]
    [InlineData('\'')]
    [InlineData('"')]
    [InlineData('\u2018')]
    [InlineData('\u2019')]
    [InlineData('\u201A')]
    [InlineData('\u201B')]
    [InlineData('\u201C')]
    [InlineData('\u201D')]
    [InlineData('\u201E')]
    public void A_word_is_read_without_its_quotes(char quote)
    {
        Assert.Equal("ali", CompletedWord.Unquote($"{quote}ali"));
        Assert.Equal("ali", CompletedWord.Unquote($"{quote}ali{quote}"));
        Assert.Equal($"a{quote}li", CompletedWord.Unquote($"a{quote}li"));
    }

    [Theory]
    [InlineData('\u2039')]
    [InlineData('\u00AB')]
    [InlineData('\u201F')]
    [InlineData('`')]
    public void Characters_that_PowerShell_does_not_treat_as_quotes_are_kept(char other) => Assert.Equal($"{other}ali", CompletedWord.Unquote($"{other}ali"));
}
