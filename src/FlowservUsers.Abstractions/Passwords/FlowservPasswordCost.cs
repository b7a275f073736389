namespace FlowservUsers;

/// <summary>The cost of a bcrypt work factor on the machine that measured it.</summary>
public sealed class FlowservPasswordCost
{
    /// <summary>The work factor, the binary logarithm of the rounds: each step doubles the time.</summary>
    public int WorkFactor { get; internal init; }

    /// <summary>The median time of one hash.</summary>
    public TimeSpan TimePerHash { get; internal init; }

    /// <summary>The number of logins that one core can check per second, if it does nothing else.</summary>
    public double LoginsPerSecond => 1 / TimePerHash.TotalSeconds;

    /// <summary>True for the one work factor that fits the target.</summary>
    public bool IsRecommended { get; internal init; }

    /// <summary>The work factor and the time.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"{WorkFactor}: {TimePerHash.TotalMilliseconds:0.#} ms");
}
