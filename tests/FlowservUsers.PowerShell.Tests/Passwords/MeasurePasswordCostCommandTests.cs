namespace FlowservUsers.PowerShell.Tests.Passwords;

public sealed class MeasurePasswordCostCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void There_is_a_row_for_each_work_factor_and_one_is_recommended()
    {
        IReadOnlyList<FlowservPasswordCost> costs =
            _engine.Run("Measure-FlowservPasswordCost -Target 0:0:0.001 -WarningAction Stop").Succeeded().As<FlowservPasswordCost>();

        Assert.Equal(Enumerable.Range(4, costs.Count), costs.Select(cost => cost.WorkFactor));
        Assert.True(Assert.Single(costs, cost => cost.IsRecommended).WorkFactor >= 10);
        Assert.All(costs, cost => Assert.True(cost.TimePerHash > TimeSpan.Zero));
    }

    [Fact]
    public void A_target_out_of_range_is_an_error()
    {
        Assert.Equal("Target", _engine.Run("Measure-FlowservPasswordCost -Target 0:0:0").NonTerminating("InvalidPolicy").TargetObject);
    }
}
