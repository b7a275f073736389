namespace FlowservUsers.Shell;

/// <summary>The command line of the Shell cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
