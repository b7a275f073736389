using System.Globalization;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Exports;

/// <summary>The child that is killed while it writes backups and copies: says what it is about to write ("try") and what is there ("done").</summary>
internal static class ExportWorker
{
    /// <summary>Backs a database up again and again over the same file, each time with one user more.</summary>
    public static int BackUp(string database, string destination)
    {
        using var service = LocalUserService.Open(database);
        while (true)
        {
            long users = service.Accounts.Count(new UserQuery()) + 1;
            string name = $"user{users.ToString(CultureInfo.InvariantCulture)}";
            service.RegisterUser(name, Passwords.Of(name, 0));
            WorkerOutput.Say($"try {users}");
            service.Database.Backup(destination, overwrite: true);
            WorkerOutput.Say($"done {users}");
        }
    }

    /// <summary>Copies a database again and again, each time into a new file.</summary>
    /// <param name="database">The file that is copied.</param>
    /// <param name="prefix">What the paths of the new files begin with.</param>
    public static int Copy(string database, string prefix)
    {
        using var service = LocalUserService.Open(database);
        for (int number = 0; ; number++)
        {
            string destination = $"{prefix}{number}.db";
            WorkerOutput.Say($"try {destination}");
            service.Database.CopyTo(destination);
            WorkerOutput.Say($"done {destination}");
        }
    }
}
