namespace FlowservUsers;

/// <summary>Another process kept the database locked for longer than the wait. Nothing was changed.</summary>
public sealed class DatabaseBusyException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="waited">How long the operation waited.</param>
    /// <param name="innerException">The error from the database.</param>
    public DatabaseBusyException(string location, TimeSpan waited, Exception? innerException = null)
        : base(
            "DatabaseBusy",
            $"The database '{location}' was locked by another {Say(location, "connection", "process")} for {waited.TotalSeconds:0.#} seconds; nothing was changed. "
            + $"Try again, or find the {Say(location, "connection that holds it: pg_stat_activity of the server lists them", "process that holds it")}.",
            location,
            innerException)
    {
        Waited = waited;
    }

    /// <summary>How long the operation waited.</summary>
    public TimeSpan Waited { get; }
}
