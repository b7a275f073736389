namespace FlowservUsers.Passwords;

/// <summary>Measures what hashing a password costs on this machine.</summary>
public sealed class PasswordCost
{
    /// <summary>
    /// The minimum recommended work factor: the OWASP Password Storage Cheat Sheet requires 10 or more for bcrypt.
    /// </summary>
    public const int LeastRecommended = 10;

    // Enough for a median where hashes are cheap; where they are expensive, chance matters less.
    private const int MostHashes = 5;
    private static readonly TimeSpan TimeForHashes = TimeSpan.FromMilliseconds(500);

    private readonly HashFunctions _functions;
    private readonly TimeProvider _clock;

    /// <summary>Prepares a measurement.</summary>
    public PasswordCost()
        : this(new HashFunctions(), TimeProvider.System)
    {
    }

    internal PasswordCost(HashFunctions functions, TimeProvider clock)
    {
        _functions = functions;
        _clock = clock;
    }

    /// <summary>The default target for a login: a quarter of the second that the OWASP Password Storage Cheat Sheet allows.</summary>
    public static TimeSpan DefaultTarget { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Measures increasing work factors, starting at 4, until one takes more than four times the target, or up to 15. The recommended
    /// one is the highest within the target, but never below <see cref="LeastRecommended"/>.
    /// </summary>
    /// <param name="target">The time that a hash may take: 1 millisecond to 1 minute.</param>
    /// <param name="measuring">Is called with each work factor before it is measured.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    /// <returns>A row for each work factor that was measured, and no other.</returns>
    /// <exception cref="InvalidPolicyException">The target is out of range.</exception>
    public IReadOnlyList<FlowservPasswordCost> Measure(
        TimeSpan target, Action<int>? measuring = null, CancellationToken cancellation = default)
    {
        if (target < TimeSpan.FromMilliseconds(1) || target > TimeSpan.FromMinutes(1))
            throw new InvalidPolicyException("Target", "1 millisecond to 1 minute");

        TimeHash(StoredBcrypt.LeastWorkFactor, cancellation); // The first call also loads the code.
        List<(int WorkFactor, TimeSpan Time)> measured = [];
        for (int factor = StoredBcrypt.LeastWorkFactor; factor <= StoredBcrypt.GreatestWorkFactor; factor++)
        {
            measuring?.Invoke(factor);
            TimeSpan time = Median(factor, cancellation);
            measured.Add((factor, time));
            if (factor >= LeastRecommended && time > target * 4)
                break;
        }

        int recommended = measured.FindLast(row => row.WorkFactor <= LeastRecommended || row.Time <= target).WorkFactor;
        return
        [
            .. measured.Select(row => new FlowservPasswordCost
            {
                WorkFactor = row.WorkFactor,
                TimePerHash = row.Time,
                IsRecommended = row.WorkFactor == recommended,
            }),
        ];
    }

    private TimeSpan Median(int factor, CancellationToken cancellation)
    {
        List<TimeSpan> times = [];
        while (times.Count < MostHashes && times.Sum(time => time.Ticks) < TimeForHashes.Ticks)
        {
            cancellation.ThrowIfCancellationRequested();
            times.Add(TimeHash(factor, cancellation));
        }
        times.Sort();
        return times[times.Count / 2];
    }

    private TimeSpan TimeHash(int factor, CancellationToken cancellation)
    {
        string salt = StoredBcrypt.MakeSalt(factor);
        long start = _clock.GetTimestamp();
        CostlyWork.Run("", text => _functions.Bcrypt(text.ToString(), salt), cancellation);
        return _clock.GetElapsedTime(start);
    }
}
