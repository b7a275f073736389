using FlowservUsers.Completion;
using FlowservUsers.Tests;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.PowerShell.Tests.Completion;

/// <summary>Completion with a locked database. Isolated from all other tests, because it shortens the completion timeout, a global setting.</summary>
[Collection(nameof(LockedCompletionTests))]
[CollectionDefinition(nameof(LockedCompletionTests), DisableParallelization = true)]
public sealed class LockedCompletionTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly TimeSpan _patience = DatabaseCompleter.LongestWait;

    public void Dispose()
    {
        DatabaseCompleter.LongestWait = _patience;
        _engine.Dispose();
    }

    [FileFact]
    public void A_locked_database_offers_nothing()
    {
        _engine.Run("Register-FlowservUser alice $password; Backup-FlowservDatabase locked.db").Succeeded();
        using (var holder = new SqliteConnection($"Data Source={Path.Combine(_engine.Folder, "locked.db")};Pooling=False"))
        {
            holder.Open();
            using SqliteCommand command = holder.CreateCommand();
            command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            DatabaseCompleter.LongestWait = TimeSpan.FromMilliseconds(100);

            Assert.Equal([], Offered());
        }

        DatabaseCompleter.LongestWait = _patience;
        Assert.Equal(["alice"], Offered());
    }

    private IEnumerable<string> Offered() => _engine.Complete("Get-FlowservUser -Database locked.db al").Select(result => result.ListItemText);
}
