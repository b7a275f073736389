using System.Globalization;
using FlowservUsers.Policy;

namespace FlowservUsers.Sessions;

/// <summary>The lifetime of a new session if it is not left to the policy.</summary>
internal static class SessionLifetime
{
    /// <summary>flowserv's variable for the lifetime in seconds.</summary>
    public const string Variable = "FLOWSERV_AUTH_TTL";

    /// <summary>What the caller asks for, otherwise what the environment says, otherwise null.</summary>
    /// <exception cref="InvalidPolicyException">The value is not a lifetime, or is out of range.</exception>
    public static TimeSpan? Asked(TimeSpan? requested)
    {
        if (requested is { } lifetime)
            return PolicySettings.RequireLifetime(lifetime);

        string? seconds = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(seconds))
            return null;

        // A number too large for a TimeSpan is also too large for a lifetime.
        bool isNumber = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        TimeSpan asked = isNumber && Math.Abs(value) < int.MaxValue ? TimeSpan.FromSeconds(value) : TimeSpan.Zero;
        return PolicySettings.IsLifetime(asked)
            ? asked
            : throw new InvalidPolicyException($"The environment variable {Variable}", "1 to 31536000 seconds (365 days), as a number");
    }
}
