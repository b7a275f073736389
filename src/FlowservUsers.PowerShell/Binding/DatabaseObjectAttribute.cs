using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that names a database take a file of the file system, or an object that tells where a database is. So
/// what is piped in is the database that is meant, and the path of a file is the full one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatabaseObjectAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Properties = ["PSPath", "FullName", "Location", "Database", "Path"];

    /// <summary>Turns a file or an object into a path or a URL.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A path, a URL, or an object with one.</param>
    /// <returns>A path or a URL; null for null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The object tells of no database.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null or string)
            return InputRow.Unwrap(inputData);
        return Properties.Select(property => InputRow.Text(inputData, property)).FirstOrDefault(path => path is not null)
            ?? throw new ArgumentTransformationMetadataException("The object is no file, and tells no Path or Database.");
    }
}
