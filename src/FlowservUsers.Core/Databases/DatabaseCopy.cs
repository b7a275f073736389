using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;

namespace FlowservUsers.Databases;

/// <summary>Copies the whole of a database into an empty one, which can be on another engine.</summary>
internal static class DatabaseCopy
{
    private static readonly string[] Files = ["", "-wal", "-shm", "-journal"];

    public static FlowservCopyResult Run(
        IUserStore source, DatabaseLocation destination, LocalUserServiceOptions options, Action<double>? progress, CancellationToken cancellation)
    {
        bool isNewFile = destination.Server is null && !File.Exists(destination.Text);
        try
        {
            using IUserStore target = UserStores.Open(destination, options with { CreateDatabase = true }, cancellation);
            return Describe(source.Location, target.Location, source.CopyTo(target, progress, cancellation));
        }
        catch when (isNewFile)
        {
            foreach (string side in Files)
                File.Delete(destination.Text + side);
            throw;
        }
    }

    private static FlowservCopyResult Describe(string source, string destination, IReadOnlyDictionary<string, long> counts) => new()
    {
        Source = source,
        Destination = destination,
        Users = counts[CopiedTable.Users],
        Sessions = counts[CopiedTable.Sessions],
        PasswordResets = counts[CopiedTable.PasswordResets],
        LoginCounters = counts[CopiedTable.LoginCounters],
        Settings = counts[CopiedTable.Settings],
        AuditEvents = counts[CopiedTable.AuditEvents],
        Verified = true,
    };
}
