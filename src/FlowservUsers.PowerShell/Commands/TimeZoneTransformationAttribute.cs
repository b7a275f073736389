using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Lets a time zone parameter also take the identifier of a time zone.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Turns an identifier into a time zone.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A time zone or its identifier.</param>
    /// <returns>A time zone; any other value unchanged.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The time zone is not known on this machine.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string id)
            return value;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
            return zone;
        throw new ArgumentTransformationMetadataException(
            $"The time zone '{id}' is not known on this machine. To list time zones, run [TimeZoneInfo]::GetSystemTimeZones().");
    }
}
