using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Reliability.Restores;

/// <summary>The children of the run of restores: one that restores, and those that write meanwhile.</summary>
internal static class RestoreWorker
{
    /// <summary>Restores two backups in turn, and says which it is about to restore ("try") and which is there ("done").</summary>
    /// <param name="database">The database.</param>
    /// <param name="first">The backup that comes first.</param>
    /// <param name="second">The backup that comes then.</param>
    /// <param name="stage">The stage to stop at and wait for the end ("at"), or none.</param>
    public static int Restore(string database, string first, string second, string stage)
    {
        for (int number = 0; ; number++)
        {
            string backup = number % 2 == 0 ? first : second;
            WorkerOutput.Say($"try {Path.GetFileNameWithoutExtension(backup)}");
            UserDatabase.CheckBackup(database, backup);
            SqliteRestore.Run(database, backup, keep: number % 3 == 0, new LocalUserServiceOptions(), null, CancellationToken.None, reached =>
            {
                if (reached.ToString() != stage)
                    return;
                WorkerOutput.Say($"at {stage}");
                Thread.Sleep(Timeout.Infinite);
            });
            WorkerOutput.Say($"done {Path.GetFileNameWithoutExtension(backup)}");
        }
    }

    /// <summary>Registers users until it is told to end, and says which of them are there ("added").</summary>
    public static int Write(string database, string name)
    {
        using var service = LocalUserService.Open(database);
        Task<string?> end = Task.Run(Console.In.ReadLine);
        WorkerOutput.Say("ready");
        for (int number = 0; !end.IsCompleted; number++)
        {
            try
            {
                service.RegisterUser($"{name}-{number}", Passwords.Of(name, 0));
                WorkerOutput.Say($"added {name}-{number}");
            }
            catch (DatabaseUnavailableException exception) when (exception.InnerException is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_FOREIGNKEY })
            {
                // Hashed with the key of what was there before.
                WorkerOutput.Say("refused");
            }
        }
        return 0;
    }
}
