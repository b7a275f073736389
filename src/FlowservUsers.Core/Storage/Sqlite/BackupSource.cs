using System.Data.Common;
using FlowservUsers.Keys;
using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>A backup that is to be restored. It is only read.</summary>
internal static class BackupSource
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    /// <summary>Makes sure that a file can be restored.</summary>
    /// <exception cref="DatabaseNotFoundException">There is none, or it is empty.</exception>
    /// <exception cref="DatabaseCorruptException">It is damaged.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">It is of a newer version.</exception>
    /// <exception cref="NotAFlowservDatabaseException">It is something else.</exception>
    public static void Check(string backup, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation)
    {
        FlowservDatabase facts;
        try
        {
            facts = SqliteReport.Create(backup, options, progress, cancellation);
        }
        catch (DatabaseNotFoundException) when (SqliteFile.Inspect(backup) == SqliteFile.Content.Nothing)
        {
            throw DatabaseNotFoundException.OfBackup(backup);
        }
        catch (DatabaseException exception) when (exception is DatabaseNotFoundException or DatabaseCorruptException)
        {
            throw DatabaseCorruptException.OfBackup(backup, exception);
        }

        if (facts.SchemaVersion is { } version && version > SqliteSchema.Current.NewestVersion)
            throw new DatabaseVersionNotSupportedException(backup, version, SqliteSchema.Current.NewestVersion);
        if (facts.SchemaVersion is not >= 1 || facts.Findings.Any(finding => finding.Code == DatabaseFindingCode.Damage))
            throw DatabaseCorruptException.OfBackup(backup);
    }

    /// <summary>Copies a backup into an empty file, in the newest version and with an event that tells of it.</summary>
    /// <param name="pageSize">The size of the pages of the copy; null for that of the backup.</param>
    public static void CopyTo(string file, string backup, int? pageSize, DateTimeOffset now, Action? progress, CancellationToken cancellation)
    {
        try
        {
            using (PreparedConnection source = SqliteReading.Open(backup))
            {
                sqlite3 handle = SqliteConnections.Handle(source);
                using CancellationTokenRegistration stop = cancellation.Register(() => raw.sqlite3_interrupt(handle));
                cancellation.ThrowIfCancellationRequested();
                // Of what is written to, which is the copy.
                source.Execute("PRAGMA query_only = OFF");
                if (pageSize is { } size)
                    source.Execute($"PRAGMA page_size = {size}");
                SqliteProgress.Run(handle, progress, QuietTime, () => source.Execute("VACUUM INTO @file", ("@file", file)));
            }
            using var copy = new PreparedConnection(SqliteOpening.Open(file, SqliteOpenMode.ReadWrite));
            Complete(copy, Path.GetFileName(backup), now);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_FULL)
        {
            throw new DatabaseFullException(file, exception);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, backup, cancellation) is { } translated)
        {
            throw translated is DatabaseCorruptException or NotAFlowservDatabaseException ? DatabaseCorruptException.OfBackup(backup, exception) : translated;
        }
    }

    private static void Complete(PreparedConnection copy, string name, DateTimeOffset now)
    {
        // It is written to the disk when it is put in its place. What a migration drops can be a key.
        copy.Execute("PRAGMA synchronous = OFF");
        copy.Execute("PRAGMA secure_delete = ON");
        using DbTransaction transaction = copy.Connection.BeginTransaction();
        copy.Transaction = transaction;
        SqliteSchema.Current.Migrate(copy, null);
        _ = HashingKeyRows.Read(copy);
        SqlUserStore.AddEvent(copy, AuditEventType.DatabaseRestored, now, null, null, name);
        transaction.Commit();
    }
}
