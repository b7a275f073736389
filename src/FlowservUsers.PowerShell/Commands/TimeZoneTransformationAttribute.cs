using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Lets a parameter that takes a time zone take its identifier as well.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Turns an identifier into a time zone.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A time zone or its identifier.</param>
    /// <returns>A time zone; anything else as it is.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">This machine knows no such time zone.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string id)
            return value;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
            return zone;
        throw new ArgumentTransformationMetadataException(
            $"This machine knows no time zone '{id}'. List them with [TimeZoneInfo]::GetSystemTimeZones().");
    }
}
