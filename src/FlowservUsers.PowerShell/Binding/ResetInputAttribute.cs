using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>Reads from a piped object what a reset needs, and discards the rest.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResetInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Reads an object of any kind.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The object.</param>
    /// <returns>What the object says; never a binding error, which would contain the object.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ResetInput.Read(inputData);
}
