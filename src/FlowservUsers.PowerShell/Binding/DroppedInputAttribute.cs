using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a command that takes no input notice that something was piped to it, without keeping it. Otherwise the engine would report
/// an error that carries the object, and let the command go on without it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DroppedInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Drops an object.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The object.</param>
    /// <returns>True, whatever it was.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => true;
}
