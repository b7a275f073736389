using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Databases;

/// <summary>Copies a whole database into an empty one, which can be on another database system.</summary>
internal static class DatabaseCopy
{
    public static FlowservCopyResult Run(
        IUserStore source, DatabaseLocation destination, LocalUserServiceOptions options, Action<double>? progress, CancellationToken cancellation)
    {
        bool isNewFile = destination.Server is null && !File.Exists(destination.Text) && SqliteFile.Create(destination.Text);
        try
        {
            using IUserStore target = UserStores.Open(destination, options with { CreateDatabase = true }, cancellation);
            return Describe(source.Location, target, source.CopyTo(target, progress, cancellation));
        }
        catch (Exception exception) when (isNewFile && exception is not DatabaseNotEmptyException)
        {
            foreach (string file in SqliteFile.FilesOf(destination.Text).ToList())
                File.Delete(file);
            throw;
        }
    }

    private static FlowservCopyResult Describe(string source, IUserStore destination, IReadOnlyDictionary<string, long> counts) => new()
    {
        Source = source,
        Destination = destination.Location,
        Users = counts[CopiedTable.Users],
        Sessions = counts[CopiedTable.Sessions],
        PasswordResets = counts[CopiedTable.PasswordResets],
        LoginCounters = counts[CopiedTable.LoginCounters],
        Settings = counts[CopiedTable.Settings],
        AuditEvents = counts[CopiedTable.AuditEvents],
        Verified = true,
        Warnings = destination.Warnings,
    };
}
