using FlowservUsers.Sessions;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Bugs found with random input, each with its own test.</summary>
public sealed class FuzzFindingTests : IDisposable
{
    private readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("half a pair \uD83D")]
    [InlineData("\uDE00")]
    public void A_malformed_label_is_shown_as_stored(string label) => Assert.Equal(Label(label), StoredLabel(label));

    [Fact]
    public void A_label_is_not_cut_in_the_middle_of_a_character()
    {
        string label = "x" + string.Concat(Enumerable.Repeat("\U0001F600", 300));
        Assert.Equal(Label(label), StoredLabel(label));
        Assert.EndsWith("\U0001F600", StoredLabel(label), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?://")]
    [InlineData("a?b://c")]
    [InlineData("#@x://y@z?q")]
    public void A_URL_of_an_unknown_kind_is_reported_wherever_its_delimiters_are(string database) =>
        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(database));

    private string? Label(string label)
    {
        using LocalUserService service = _file.Open();
        return service.Sessions.Login("alice", TestFile.Password, new SessionOptions { Label = label }).Label;
    }

    private string? StoredLabel(string label)
    {
        using LocalUserService service = _file.Open();
        FlowservSession session = service.Sessions.Login("alice", TestFile.Password, new SessionOptions { Label = label });
        return service.Sessions.Get(session.Id).Label;
    }
}
