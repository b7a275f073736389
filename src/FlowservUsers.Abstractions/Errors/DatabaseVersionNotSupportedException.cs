namespace FlowservUsers;

/// <summary>The database was written by a newer version of this module. It is left as it is.</summary>
public sealed class DatabaseVersionNotSupportedException : DatabaseException
{
    /// <summary>Reports a schema version that this module does not know.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="version">The schema version found.</param>
    /// <param name="supported">The newest schema version this module knows.</param>
    public DatabaseVersionNotSupportedException(string location, int version, int supported)
        : base(
            "DatabaseVersionNotSupported",
            $"The database '{location}' has schema version {version}; this module knows versions up to {supported}. Update the module.",
            location)
    {
    }
}
