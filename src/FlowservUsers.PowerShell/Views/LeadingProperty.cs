using System.Management.Automation;

namespace FlowservUsers.Views;

/// <summary>
/// The first properties in a listing of all properties, such as a CSV file. PowerShell puts code properties before
/// .NET properties, so without these a user would begin with the times.
/// </summary>
public static class LeadingProperty
{
    /// <summary>The identifier.</summary>
    /// <param name="item">A user or a session.</param>
    /// <returns>The identifier.</returns>
    public static string? Id(PSObject item) => item?.BaseObject switch
    {
        FlowservUser user => user.Id,
        FlowservSession session => session.Id,
        _ => null,
    };

    /// <summary>The name of the user.</summary>
    /// <param name="item">A user, a session or a reset request.</param>
    /// <returns>The name.</returns>
    public static string? Username(PSObject item) => item?.BaseObject switch
    {
        FlowservUser user => user.Username,
        FlowservSession session => session.Username,
        FlowservPasswordResetRequest request => request.Username,
        _ => null,
    };

    /// <summary>Whether the user is active.</summary>
    /// <param name="item">A user.</param>
    /// <returns>True for an active user.</returns>
    public static bool Active(PSObject item) => item?.BaseObject is FlowservUser { Active: true };

    /// <summary>The status of the user.</summary>
    /// <param name="item">A user.</param>
    /// <returns>Pending, Active or Disabled.</returns>
    public static UserStatus Status(PSObject item) => item?.BaseObject is FlowservUser user ? user.Status : default;

    /// <summary>The user of a session.</summary>
    /// <param name="item">A session.</param>
    /// <returns>The identifier of the user.</returns>
    public static string? UserId(PSObject item) => (item?.BaseObject as FlowservSession)?.UserId;

    /// <summary>What a session is for.</summary>
    /// <param name="item">A session.</param>
    /// <returns>The label, or null.</returns>
    public static string? Label(PSObject item) => (item?.BaseObject as FlowservSession)?.Label;

    /// <summary>Where a database is.</summary>
    /// <param name="item">A description of a database.</param>
    /// <returns>The path or the address.</returns>
    public static string? Location(PSObject item) => (item?.BaseObject as FlowservDatabase)?.Location;
}
