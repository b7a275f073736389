namespace FlowservUsers;

/// <summary>The database was written by a newer version of this module. It was not changed.</summary>
public sealed class DatabaseVersionNotSupportedException : DatabaseException
{
    /// <summary>Creates the error for a schema version that this module does not support.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="version">The schema version found.</param>
    /// <param name="supported">The newest supported schema version.</param>
    public DatabaseVersionNotSupportedException(string location, int version, int supported)
        : base(
            "DatabaseVersionNotSupported",
            $"The database '{location}' has schema version {version}; this module supports versions up to {supported}. Update the module.",
            location)
    {
    }
}
