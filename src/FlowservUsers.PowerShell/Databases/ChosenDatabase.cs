namespace FlowservUsers.Databases;

/// <summary>A database, and why it was chosen.</summary>
internal sealed record ChosenDatabase(string Location, string Reason, bool IsDefault = false)
{
    /// <summary>The location without a password, for display.</summary>
    public string Shown => LocalUserService.DescribeLocation(Location);
}
