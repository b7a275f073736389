using System.Management.Automation;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that names a database also take a file, or an object with the location of a database. The piped object
/// then is the database to use, and the path of a file is the full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatabaseObjectAttribute : ArgumentTransformationAttribute
{
    // No path has a null character.
    private const string NoDatabase = "\0";

    private static readonly string[] Properties = ["PSPath", "FullName", "Location", "Database", "Path"];

    /// <summary>Turns a file or an object into a path or a URL.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A path, a URL, or an object with one.</param>
    /// <returns>
    /// A path or a URL; null for null. For an object that names no database, a text that <see cref="Require"/> refuses: a binding
    /// error would contain the object.
    /// </returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null or string)
            return InputRow.Unwrap(inputData);
        return Properties.Select(property => InputRow.Text(inputData, property)).FirstOrDefault(path => path is not null)
            ?? NoDatabase;
    }

    /// <summary>Refuses the text that stands for an object that names no database.</summary>
    /// <exception cref="InvalidInputException">It is that text.</exception>
    internal static void Require(string? database)
    {
        if (database == NoDatabase)
            throw new InvalidInputException("The object is not a file and has no Path or Database.");
    }
}
