using System.Reflection;

namespace FlowservUsers.Storage.Sql;

/// <summary>What the schemas of the two database systems have in common.</summary>
internal static class SchemaScripts
{
    /// <summary>Reads a script that is part of this assembly.</summary>
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
