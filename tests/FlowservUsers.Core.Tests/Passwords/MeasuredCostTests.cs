using FlowservUsers.Passwords;
using Microsoft.Extensions.Time.Testing;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class MeasuredCostTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SimulatedHashFunctions _functions;

    public MeasuredCostTests() => _functions = new SimulatedHashFunctions(_clock);

    [Fact]
    public void The_highest_work_factor_within_the_target_is_recommended()
    {
        // 2^12 rounds of 50 µs are 205 ms, 2^13 are 410 ms.
        Assert.Equal(12, Recommended(Measure(TimeSpan.FromMilliseconds(250))));
    }

    [Fact]
    public void A_hash_that_takes_exactly_the_target_is_within_it()
    {
        _functions.TimePerRound = TimeSpan.FromMilliseconds(256.0 / 2048);

        Assert.Equal(11, Recommended(Measure(TimeSpan.FromMilliseconds(256))));
    }

    [Fact]
    public void A_work_factor_below_10_is_not_recommended_however_slow_the_machine_is()
    {
        _functions.TimePerRound = TimeSpan.FromMilliseconds(10);

        Assert.Equal(10, Recommended(Measure(TimeSpan.FromMilliseconds(250))));
    }

    [Fact]
    public void Measuring_stops_after_the_first_work_factor_far_above_the_target()
    {
        // 2^14 rounds take 819 ms, 2^15 take 1.6 s, and four times the target is 1 s.
        Assert.Equal(Enumerable.Range(4, 12), Measure(TimeSpan.FromMilliseconds(250)).Select(cost => cost.WorkFactor));
        Assert.Equal(Enumerable.Range(4, 10), Measure(TimeSpan.FromMilliseconds(60)).Select(cost => cost.WorkFactor));
    }

    [Fact]
    public void Every_row_was_measured()
    {
        IReadOnlyList<FlowservPasswordCost> costs = Measure(TimeSpan.FromMilliseconds(20));

        Assert.Equal(costs.Select(cost => cost.WorkFactor), _functions.WorkFactors.Distinct());
        Assert.All(costs, cost => Assert.Equal(_functions.TimePerRound * (1 << cost.WorkFactor), cost.TimePerHash));
        Assert.All(costs, cost => Assert.Equal(1, cost.LoginsPerSecond * cost.TimePerHash.TotalSeconds, precision: 9));
    }

    [Fact]
    public void Each_measurement_is_announced()
    {
        List<int> announced = [];

        IReadOnlyList<FlowservPasswordCost> costs = new PasswordCost(_functions, _clock).Measure(TimeSpan.FromMilliseconds(20), announced.Add);

        Assert.Equal(costs.Select(cost => cost.WorkFactor), announced);
    }

    [Fact]
    public void It_stops_between_two_hashes()
    {
        using var stop = new CancellationTokenSource();
        _functions.AfterHash = () =>
        {
            if (_functions.WorkFactors.Count == 8)
                stop.Cancel();
        };

        Assert.Throws<OperationCanceledException>(
            () => new PasswordCost(_functions, _clock).Measure(TimeSpan.FromMilliseconds(250), null, stop.Token));
        Assert.Equal(8, _functions.WorkFactors.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60_001)]
    public void A_target_out_of_range_is_refused_before_anything_is_run(int milliseconds)
    {
        Assert.Throws<InvalidPolicyException>(() => Measure(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Empty(_functions.WorkFactors);
    }

    private IReadOnlyList<FlowservPasswordCost> Measure(TimeSpan target) => new PasswordCost(_functions, _clock).Measure(target);

    private static int Recommended(IReadOnlyList<FlowservPasswordCost> costs) => Assert.Single(costs, cost => cost.IsRecommended).WorkFactor;

    /// <summary>Hashes nothing, and lets the clock run as a machine would need.</summary>
    private sealed class SimulatedHashFunctions(FakeTimeProvider clock) : HashFunctions
    {
        public TimeSpan TimePerRound { get; set; } = TimeSpan.FromMicroseconds(50);

        public List<int> WorkFactors { get; } = [];

        public Action? AfterHash { get; set; }

        public override string Bcrypt(string input, string salt)
        {
            int factor = int.Parse(salt.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);
            WorkFactors.Add(factor);
            clock.Advance(TimePerRound * (1 << factor));
            AfterHash?.Invoke();
            return salt;
        }
    }
}
