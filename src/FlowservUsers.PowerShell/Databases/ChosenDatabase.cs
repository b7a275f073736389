namespace FlowservUsers.Databases;

/// <summary>A database, and why it was chosen.</summary>
internal sealed record ChosenDatabase(string Location, string Reason, bool IsDefault = false)
{
    /// <summary>The location as it can be shown: without a password.</summary>
    public string Shown => LocalUserService.DescribeLocation(Location);
}
