namespace FlowservUsers.Sessions;

/// <summary>How long logins of a name are refused after failures in a row.</summary>
internal static class Lockout
{
    /// <summary>The most failures in a row: NIST SP 800-63B-4 section 3.2.2 allows no more than 100.</summary>
    public const int MostFailures = 100;

    /// <summary>The end of the lock, or null for none.</summary>
    public static DateTimeOffset? Until(int failures, DateTimeOffset now, FlowservPolicy policy)
    {
        if (failures >= MostFailures)
            return DateTimeOffset.MaxValue;
        if (failures < policy.LockoutThreshold)
            return null;

        double seconds = Math.Min(Math.Pow(2, failures - policy.LockoutThreshold), policy.LockoutMaximumDelay.TotalSeconds);
        return now + TimeSpan.FromSeconds(seconds);
    }
}
