namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>Listings that are read in several pages.</summary>
public sealed class LongListingTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly string[] _names;

    public LongListingTests() => _names = _engine.AddMany(2_300);

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("", 0, 2_300)]
    [InlineData("-First 0", 0, 0)]
    [InlineData("-First 1", 0, 1)]
    [InlineData("-First 100", 0, 100)]
    [InlineData("-First 101", 0, 101)]
    [InlineData("-First 1101", 0, 1_101)]
    [InlineData("-First 5000", 0, 2_300)]
    [InlineData("-Skip 99 -First 3", 99, 3)]
    [InlineData("-Skip 1099 -First 1102", 1_099, 1_102)]
    [InlineData("-Skip 2299", 2_299, 1)]
    [InlineData("-Skip 2300", 0, 0)]
    [InlineData("-Skip ([uint64]::MaxValue)", 0, 0)]
    [InlineData("* -Skip 1150 -First 1000", 1_150, 1_000)]
    [InlineData("*r* -Skip 1150 -First 1000", 1_150, 1_000)]
    [InlineData("-Prefix user0 -Skip 2000", 2_000, 300)]
    public void Pages_are_parts_of_the_whole_listing(string arguments, int skip, int count)
    {
        Assert.Equal(_names.Skip(skip).Take(count), _engine.Run("Get-FlowservUser " + arguments).Succeeded().As<FlowservUser>().Select(user => user.Username));
    }

    [Fact]
    public void Users_reach_the_pipeline_before_the_rest_is_read_and_can_be_changed_there()
    {
        EngineOutcome outcome = _engine.Run(
            """
            Get-FlowservUser | ForEach-Object {
                if ($_.Username -eq 'user00000') { $null = Register-FlowservUser zoe $password }
                $_
            }
            """);

        Assert.Equal([.. _names, "zoe"], outcome.Succeeded().As<FlowservUser>().Select(user => user.Username));
    }

    [Fact]
    public void A_consumer_that_stops_ends_the_listing()
    {
        EngineOutcome outcome = _engine.Run("$seen = foreach ($once in 1) { Get-FlowservUser | ForEach-Object { $_; if ($_.Username -eq 'user00002') { break } } }; $seen");

        Assert.Equal(_names[..3], outcome.Succeeded().As<FlowservUser>().Select(user => user.Username));
        _engine.Run("Register-FlowservUser zoe $password").Succeeded();
    }
}
