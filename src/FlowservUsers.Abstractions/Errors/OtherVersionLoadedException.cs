namespace FlowservUsers;

/// <summary>Another version of the module was used in this process, and its code cannot be unloaded.</summary>
public sealed class OtherVersionLoadedException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="loaded">The version whose code is loaded.</param>
    /// <param name="imported">The version that was imported.</param>
    public OtherVersionLoadedException(Version loaded, Version imported)
        : base("OtherVersionLoaded", $"FlowservUsers {loaded} is loaded in this process and cannot be replaced by {imported}: start a new session.", null)
    {
    }
}
