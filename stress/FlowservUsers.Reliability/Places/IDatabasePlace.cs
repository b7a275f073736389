using FlowservUsers.Tests;

namespace FlowservUsers.Reliability.Places;

/// <summary>Where the databases of a run lie.</summary>
internal interface IDatabasePlace : IDisposable
{
    /// <summary>A folder for other files of the run.</summary>
    string Folder { get; }

    /// <summary>A server that can be killed as well, or null.</summary>
    PostgreSqlServer? Server { get; }

    /// <summary>The location of a database that does not exist yet.</summary>
    string Locate(string name);

    /// <summary>Waits until all that a killed process has asked for is done or given up.</summary>
    void AwaitQuiet(string database);

    /// <summary>Looks at a database without the code under test.</summary>
    void Check(string database, Report report);

    /// <summary>The one value of a query.</summary>
    object Query(string database, string sql);

    /// <summary>How far the creation of a database has come.</summary>
    CreationStage ReadStage(string database);
}
