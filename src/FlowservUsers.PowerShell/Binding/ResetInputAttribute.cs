using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>Takes from an object of the pipeline what a reset needs, and leaves the rest of it behind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResetInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Reads an object, of whatever kind.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The object.</param>
    /// <returns>What it says: never an error of the binder, which would carry the object.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ResetInput.Read(inputData);
}
