using System.Management.Automation;

namespace FlowservUsers.Registration;

/// <summary>Reads from a piped object what a registration needs, and discards the rest.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RegistrationRowAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a string, a number or a SecureString is a password rather than a name.</summary>
    public bool TextIsPassword { get; set; }

    /// <summary>Reads an object of any kind.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The object.</param>
    /// <returns>What the object says, or what is wrong with it; never a binding error, which would contain the object.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => RegistrationRow.Read(inputData, TextIsPassword);
}
