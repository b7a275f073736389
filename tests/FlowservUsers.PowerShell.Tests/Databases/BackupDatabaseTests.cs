using System.Management.Automation;
using FlowservUsers.Tests;

namespace FlowservUsers.PowerShell.Tests.Databases;

public sealed class BackupDatabaseTests : IDisposable
{
    private readonly Engine _engine = new();

    public BackupDatabaseTests() => _engine.Service.RegisterUser("alice", Engine.GoodPassword);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_file_is_returned_and_is_a_database_with_the_same_users_who_can_log_in()
    {
        FileInfo file = _engine.Run("$path = $ExecutionContext.SessionState.Path; [void]$path.SetLocation('Variable:'); Backup-FlowservDatabase $folder/copy.db; [void]$path.SetLocation($folder)").One<FileInfo>();

        Assert.Equal(Path.Combine(_engine.Folder, "copy.db"), file.FullName);
        Assert.Equal("alice", _engine.Run("Get-FlowservUser -Database copy.db").One<FlowservUser>().Username);
        _engine.Run("Connect-FlowservUser -Username alice -Password $password -Database copy.db").Succeeded();
    }

    [Fact]
    public void The_file_has_the_properties_of_the_provider_as_from_Get_Item() => Assert.Equal(
        Path.Combine(_engine.Folder, "users.db.copy"),
        _engine.Run("(Backup-FlowservDatabase './users.db.copy' | ForEach-Object PSPath) -replace '^.*::'").One<string>());

    [Fact]
    public void An_existing_file_is_replaced_only_with_Force()
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "copy.db"), "precious");

        ErrorRecord error = _engine.Run("Backup-FlowservDatabase copy.db").NonTerminating("DestinationExists");
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal(Path.Combine(_engine.Folder, "copy.db"), error.TargetObject);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(_engine.Folder, "copy.db")));

        _engine.Run("Backup-FlowservDatabase copy.db -Force").Succeeded();
        _engine.Run("Get-FlowservUser alice -Database copy.db").Succeeded();
    }

    [Fact]
    public void WhatIf_writes_no_file()
    {
        _engine.Run("Backup-FlowservDatabase copy.db -WhatIf").Succeeded();

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "copy.db")));
    }

    [FileTheory]
    [InlineData(".")]
    [InlineData("missing/copy.db")]
    [InlineData("users.db")]
    [InlineData("./sub/../users.db")]
    [InlineData("postgresql://host/database")]
    public void A_destination_that_cannot_be_used_is_one_clear_error(string destination)
    {
        ErrorRecord error = _engine.Run("Backup-FlowservDatabase $destination -Force", ("destination", destination)).NonTerminating("InvalidDestination");

        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        _engine.Run("Get-FlowservUser alice").Succeeded();
        Assert.All(Directory.EnumerateFileSystemEntries(_engine.Folder), path => Assert.StartsWith(_engine.Database, path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_drive_outside_the_file_system_is_an_error() =>
        _engine.RunToFailure("Backup-FlowservDatabase Variable:/copy.db").Terminating("DatabaseUnavailable");

    [Fact]
    public void A_missing_database_is_reported_and_no_file_is_written()
    {
        _engine.RunToFailure("Backup-FlowservDatabase copy.db -Database missing.db").Terminating("DatabaseNotFound");

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "copy.db")));
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }
}
