using System.Management.Automation;

namespace FlowservUsers.Registration;

/// <summary>Takes from an object of the pipeline what a registration needs, and leaves the rest of it behind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RegistrationRowAttribute : ArgumentTransformationAttribute
{
    /// <summary>Takes a text, a number or a SecureString for a password and not for a name.</summary>
    public bool TextIsPassword { get; set; }

    /// <summary>Reads an object, of whatever kind.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The object.</param>
    /// <returns>What it says, or what is wrong with it: never an error of the binder, which would carry the object.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => RegistrationRow.Read(inputData, TextIsPassword);
}
