using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that names a database also take a file, or an object with the location of a database. The piped object
/// then is the database to use, and the path of a file is the full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatabaseObjectAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Properties = ["PSPath", "FullName", "Location", "Database", "Path"];

    /// <summary>Turns a file or an object into a path or a URL.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A path, a URL, or an object with one.</param>
    /// <returns>A path or a URL; null for null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The object names no database.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null or string)
            return InputRow.Unwrap(inputData);
        return Properties.Select(property => InputRow.Text(inputData, property)).FirstOrDefault(path => path is not null)
            ?? throw new ArgumentTransformationMetadataException("The object is not a file and has no Path or Database.");
    }
}
