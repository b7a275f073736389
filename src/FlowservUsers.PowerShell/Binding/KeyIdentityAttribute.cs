using System.Collections;
using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>Lets a parameter that takes the identifiers of hashing keys take the keys as well. What has no Id becomes an empty text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyIdentityAttribute : ArgumentTransformationAttribute
{
    /// <summary>Turns keys into their identifiers.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">Identifiers, keys, or an array of them.</param>
    /// <returns>Identifiers; null for null.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputRow.Unwrap(inputData) switch
    {
        null => null,
        IList list => list.Cast<object?>().Select(IdOf).ToArray(),
        _ => new[] { IdOf(inputData) },
    };

    private static string IdOf(object? given) => InputRow.Unwrap(given) as string ?? InputRow.Text(given, "Id") ?? "";
}
