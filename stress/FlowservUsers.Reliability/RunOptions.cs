using FlowservUsers.Reliability.Places;

namespace FlowservUsers.Reliability;

/// <summary>How much a run does, and what its random choices start from.</summary>
internal sealed record RunOptions(bool Long = false, int Seed = 1, bool PostgreSql = false, bool Pooled = false)
{
    /// <summary>A place for the databases of the run.</summary>
    public IDatabasePlace NewPlace() => PostgreSql ? new ServerPlace(Pooled) : new FilePlace();

    /// <summary>Chooses between the amount of a normal run and that of a long one.</summary>
    public int Amount(int normal, int @long) => Long ? @long : normal;
}
