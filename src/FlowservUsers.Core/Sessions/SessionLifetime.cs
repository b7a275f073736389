using System.Globalization;
using FlowservUsers.Policy;

namespace FlowservUsers.Sessions;

/// <summary>How long a new session lasts where that is not left to the policy.</summary>
internal static class SessionLifetime
{
    /// <summary>The variable of flowserv that holds the lifetime in seconds.</summary>
    public const string Variable = "FLOWSERV_AUTH_TTL";

    /// <summary>What the caller asks for, else what the environment says, else null.</summary>
    /// <exception cref="InvalidPolicyException">It is no lifetime, or out of range.</exception>
    public static TimeSpan? Asked(TimeSpan? requested)
    {
        if (requested is { } lifetime)
            return PolicySettings.RequireLifetime(lifetime);

        string? seconds = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(seconds))
            return null;

        // A number that is too large for a TimeSpan is too large for a lifetime as well.
        bool isNumber = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        TimeSpan asked = isNumber && Math.Abs(value) < int.MaxValue ? TimeSpan.FromSeconds(value) : TimeSpan.Zero;
        return PolicySettings.IsLifetime(asked)
            ? asked
            : throw new InvalidPolicyException($"The environment variable {Variable}", "1 to 31536000 seconds (365 days), as a number");
    }
}
