using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Tests;

public sealed class SharingTests : IDisposable
{
    private readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_second_service_in_a_process_does_not_release_the_locks_of_the_first()
    {
        using LocalUserService first = _file.Open();
        first.RegisterUser("bob", TestFile.Password);
        Assert.Equal("held", _file.RunChild("try-lock"));
        using LocalUserService second = _file.Open();

        Assert.Equal("held", _file.RunChild("try-lock"));
    }

    [Fact]
    public void Reading_the_files_of_an_open_database_in_the_same_process_releases_no_lock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SQLite's locks outlive the closing of other handles on Linux only.");
        using LocalUserService service = _file.Open();
        service.RegisterUser("bob", TestFile.Password);
        foreach (string file in Directory.GetFiles(_file.Folder))
            File.ReadAllBytes(file);

        Assert.Equal("held", _file.RunChild("try-lock"));
        Assert.Equal("2", _file.RunChild("visit"));
        Assert.True(File.Exists(_file.Path + "-wal"));
        service.RegisterUser("carol", TestFile.Password);
        Assert.Equal("3", _file.RunChild("visit"));
    }

    [Fact]
    public void A_transaction_keeps_its_lock_while_the_files_are_read_in_the_same_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SQLite's locks outlive the closing of other handles on Linux only.");
        using LocalUserService service = _file.Open();
        service.Policy.Set(policy =>
        {
            foreach (string file in Directory.GetFiles(_file.Folder))
                File.ReadAllBytes(file);
            Assert.Equal("busy", _file.RunChild("try-write"));
            return policy;
        });
        Assert.Equal("written", _file.RunChild("try-write"));
    }

    [Fact]
    public void A_file_that_replaces_an_open_one_is_written_with_its_own_key()
    {
        using var other = new TestFile();
        using LocalUserService service = _file.Open();
        service.RegisterUser("bob", TestFile.Password);
        // As a restore has to: a log that stays behind would be taken for a part of the new file.
        File.Delete(_file.Path + "-wal");
        File.Delete(_file.Path + "-shm");
        File.Move(other.Path, _file.Path, overwrite: true);

        service.RegisterUser("carol", TestFile.Password);

        Assert.Equal(["alice", "carol"], service.ListUsers().Select(user => user.Username));
        using LocalUserService again = _file.Open();
        Assert.Equal("alice", again.LoginUser("alice", TestFile.Password).Username);
        Assert.Equal("carol", again.LoginUser("carol", TestFile.Password).Username);
    }

    [Fact]
    public void A_file_that_is_removed_while_open_is_reported_and_not_recreated()
    {
        using LocalUserService service = _file.Open();
        File.Delete(_file.Path);

        Assert.True(service.IsStale);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            var error = Assert.Throws<DatabaseNotFoundException>(() => service.RegisterUser("bob", TestFile.Password));
            Assert.Equal(_file.Path, error.Location);
        }
        Assert.False(File.Exists(_file.Path));
        Assert.Throws<DatabaseNotFoundException>(() => _file.Open());
    }

    [Fact]
    public void A_reader_that_holds_a_transaction_open_stops_neither_readers_nor_writers()
    {
        using SqliteConnection reader = _file.Connect();
        using SqliteTransaction transaction = reader.BeginTransaction(deferred: true);
        Assert.Equal(1L, Count(reader, transaction));

        using LocalUserService service = _file.Open(lockWait: TimeSpan.Zero);
        service.RegisterUser("bob", TestFile.Password);
        Assert.Equal(2, service.ListUsers().Count());
        Assert.Equal(1L, Count(reader, transaction));
    }

    [Fact]
    public void A_writer_that_holds_the_lock_for_longer_than_the_wait_is_reported_with_the_file_the_wait_and_advice()
    {
        TimeSpan wait = TimeSpan.FromMilliseconds(40);
        using LocalUserService service = _file.Open(lockWait: wait);
        using SqliteConnection writer = _file.Connect();
        using (writer.BeginTransaction(deferred: false))
        {
            var error = Assert.Throws<DatabaseBusyException>(() => service.RegisterUser("bob", TestFile.Password));
            Assert.Equal("DatabaseBusy", error.ErrorId);
            Assert.Equal(_file.Path, error.Location);
            Assert.True(error.Waited >= wait);
            Assert.Contains(_file.Path, error.Message, StringComparison.Ordinal);
            Assert.Contains("Try again", error.Message, StringComparison.Ordinal);
            Assert.Single(service.ListUsers());
        }
        Assert.Equal("bob", service.RegisterUser("bob", TestFile.Password).Username);
    }

    [Fact]
    public void Asking_to_stop_ends_the_wait_for_a_lock()
    {
        using LocalUserService service = _file.Open(lockWait: TimeSpan.FromDays(1));
        StopRegistration(service);
        Assert.Single(service.ListUsers());
    }

    [Fact]
    public void A_service_that_was_stopped_is_closed_without_a_log_beside_the_file()
    {
        using (LocalUserService service = _file.Open(lockWait: TimeSpan.FromDays(1)))
        {
            service.RegisterUser("carol", TestFile.Password);
            StopRegistration(service);
        }
        Assert.Equal([_file.Path], Directory.GetFiles(_file.Folder));
    }

    /// <summary>Registers while another holds the lock, and asks to stop when that was refused.</summary>
    private void StopRegistration(LocalUserService service)
    {
        using SqliteConnection writer = _file.Connect();
        using SqliteTransaction transaction = writer.BeginTransaction(deferred: false);
        using var stop = new CancellationTokenSource();
        int waiting = Environment.CurrentManagedThreadId;
        AppDomain.CurrentDomain.FirstChanceException += StopOnRefusal;

        Assert.ThrowsAny<OperationCanceledException>(() => service.Accounts.Register("bob", TestFile.Password, cancellation: stop.Token));

        AppDomain.CurrentDomain.FirstChanceException -= StopOnRefusal;
        Assert.True(stop.IsCancellationRequested);

        void StopOnRefusal(object? sender, FirstChanceExceptionEventArgs happened)
        {
            if (happened.Exception is SqliteException && Environment.CurrentManagedThreadId == waiting)
                stop.Cancel();
        }
    }

    [Fact]
    public void Threads_that_share_a_service_lose_nothing()
    {
        using LocalUserService service = _file.Open();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int number = 0; number < 20; number++)
                service.RegisterUser($"user{thread}-{number}", TestFile.Password);
        });
        Assert.Equal(1 + 8 * 20, service.ListUsers().Count());
        var report = new Report(TextWriter.Null);
        FileCheck.Run(_file.Path, report);
        Assert.Empty(report.Problems);
    }

    private static long Count(SqliteConnection connection, SqliteTransaction transaction)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM users";
        return (long)command.ExecuteScalar()!;
    }
}
