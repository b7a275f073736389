namespace FlowservUsers.Shell;

/// <summary>The FlowservUsers module is missing or cannot be imported.</summary>
internal sealed class ModuleUnavailableException(string message) : Exception(message);
