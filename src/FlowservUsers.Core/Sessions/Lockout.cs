using FlowservUsers.Storage;

namespace FlowservUsers.Sessions;

/// <summary>How long logins with a name are refused after consecutive failures.</summary>
internal static class Lockout
{
    /// <summary>The maximum number of consecutive failures: NIST SP 800-63B-4 section 3.2.2 allows no more than 100.</summary>
    public const int MostFailures = 100;

    /// <summary>The counter with one more attempt.</summary>
    public static LoginCounter Count(LoginCounter counter, DateTimeOffset now, FlowservPolicy policy)
    {
        int failures = Math.Min(counter.Failures, int.MaxValue - 1) + 1;
        return new LoginCounter(failures, Until(failures, now, policy));
    }

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
