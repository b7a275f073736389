using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Lets a parameter that takes names or identifiers take objects as well: a user or a session stands for the user's identifier.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UserIdentityAttribute : ArgumentTransformationAttribute
{
    /// <summary>Leaves sessions as they are, for a cmdlet that does something else with them.</summary>
    public bool UsersOnly { get; set; }

    /// <summary>Turns users and sessions into identifiers, also within an array.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>Identifiers in place of objects; anything else as it is.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            FlowservUser user => user.Id,
            FlowservSession session when !UsersOnly => session.UserId,
            object[] items => Array.ConvertAll(items, item => Transform(engineIntrinsics, item)),
            _ => inputData,
        };
}
