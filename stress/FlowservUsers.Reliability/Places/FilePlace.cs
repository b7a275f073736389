using FlowservUsers.Tests;

namespace FlowservUsers.Reliability.Places;

/// <summary>Databases in files of a folder.</summary>
internal sealed class FilePlace : IDatabasePlace
{
    private readonly ScratchFolder _folder = new();

    public string Folder => _folder.Path;

    public PostgreSqlServer? Server => null;

    public string Locate(string name) => _folder.File($"{name}.db");

    public void AwaitQuiet(string database)
    {
    }

    public void Check(string database, Report report) => FileCheck.Run(database, report);

    public object Query(string database, string sql) => FileCheck.Query(database, sql);

    public CreationStage ReadStage(string database)
    {
        if (!File.Exists(database))
            return CreationStage.Nothing;
        if (File.Exists(database + "-journal"))
            return CreationStage.InTransaction;
        return new FileInfo(database).Length == 0 ? CreationStage.Begun : CreationStage.Stored;
    }

    public void Dispose() => _folder.Dispose();
}
