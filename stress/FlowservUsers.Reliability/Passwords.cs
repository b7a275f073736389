namespace FlowservUsers.Reliability;

/// <summary>The passwords that the runs set.</summary>
internal static class Passwords
{
    /// <summary>The password of a user after a number of resets.</summary>
    public static string Of(string username, int generation) => $"correct horse battery {username} {generation}";
}
