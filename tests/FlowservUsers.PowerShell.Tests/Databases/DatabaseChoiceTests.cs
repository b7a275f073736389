using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.PowerShell.Tests.Databases;

public sealed class DatabaseChoiceTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    /// <summary>Names that mean something in a URI, a connection string, SQL or a shell.</summary>
    public static TheoryData<string> FileNames { get; } =
    [
        "with blanks.db", "a'b.db", "a#b.db", "a%41b.db", "a;Mode=Memory.db", "a=b.db", "\u00FCn\u00EF \u6F22 \U0001F600.db", "[a].db", "$(a) `b`.db",
    ];

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_database_can_have_any_file_name(string name)
    {
        string path = Path.Combine(_engine.Folder, name);
        _engine.Run("Register-FlowservUser alice $password -Database $name", ("name", name)).Succeeded();
        Assert.True(File.Exists(path));

        Assert.Equal("alice", _engine.Run("Get-FlowservUser -Database $name", ("name", name)).One<FlowservUser>().Username);
        Assert.Equal("alice", _engine.Run("Get-FlowservUser -Database ('sqlite:///' + $name)").One<FlowservUser>().Username);
        OpenServices.Close(path);
    }

    [Theory]
    [InlineData("$missing")]
    [InlineData("$null")]
    [InlineData("''")]
    public void Null_instead_of_a_database_is_an_error_without_a_fallback(string database)
    {
        EngineOutcome outcome = _engine.Run($"Register-FlowservUser alice $password -Database {database}");

        Assert.True(outcome.Failure is not null || outcome.Errors.Count == 1);
        Assert.Empty(_engine.Service.ListUsers());
    }

    [Theory]
    [InlineData("sub/users.db")]
    [InlineData("./sub/users.db")]
    [InlineData("sub/../sub/users.db")]
    [InlineData("sqlite:///sub/users.db")]
    [InlineData("SQLITE:///sub/users.db")]
    [InlineData("sqlite:///$folder/sub/users.db")]
    [InlineData("$folder/sub/users.db")]
    [InlineData("Here:/sub/users.db")]
    [InlineData("Here:sub/users.db")]
    [InlineData("sqlite:///Here:/sub/users.db")]
    [InlineData("Microsoft.PowerShell.Core\\FileSystem::$folder/sub/users.db")]
    public void Paths_drives_and_URLs_lead_to_the_same_file(string database)
    {
        Directory.CreateDirectory(Path.Combine(_engine.Folder, "sub"));
        string path = Path.Combine(_engine.Folder, "sub", "users.db");
        _engine.Run("Register-FlowservUser alice $password -Database $folder/sub/users.db").Succeeded();
        Drive("Here", _engine.Folder);

        Assert.Equal("alice", _engine.Run($"Get-FlowservUser -Database \"{database}\"").One<FlowservUser>().Username);
        OpenServices.Close(path);
    }

    [Fact]
    public void A_tilde_is_the_home_folder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        ErrorRecord error = _engine.RunToFailure("Get-FlowservUser -Database ~/no-such-folder-of-mine/users.db").Terminating("DatabaseNotFound");
        Assert.Equal(Path.Combine(home, "no-such-folder-of-mine", "users.db"), error.TargetObject);
    }

    [Theory]
    [InlineData("Get-FlowservUser")]
    [InlineData("Get-FlowservUser alice")]
    [InlineData("Get-FlowservUser a*")]
    [InlineData("Get-FlowservUser -IncludeTotalCount")]
    [InlineData("Enable-FlowservUser alice")]
    [InlineData("Connect-FlowservUser -Username alice -Password x")]
    [InlineData("Connect-FlowservUser -ApiKey x")]
    [InlineData("Disconnect-FlowservUser -ApiKey x")]
    [InlineData("Get-FlowservCurrentUser -ApiKey x")]
    [InlineData("Request-FlowservPasswordReset alice")]
    [InlineData("Reset-FlowservPassword x y")]
    public void A_mistyped_path_is_reported_ends_the_pipeline_and_leaves_no_file(string command)
    {
        ErrorRecord error = _engine.RunToFailure($"{command} -Database mistyped.db; 'not reached'").Terminating("DatabaseNotFound");

        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal(Path.Combine(_engine.Folder, "mistyped.db"), error.TargetObject);
        Assert.IsType<DatabaseNotFoundException>(error.Exception);
        Assert.Contains(Path.Combine(_engine.Folder, "mistyped.db"), error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "mistyped.db")));
    }

    [Theory]
    [InlineData("Get-FlowservUser")]
    [InlineData("Get-FlowservUser alice")]
    [InlineData("Enable-FlowservUser alice")]
    [InlineData("Register-FlowservUser alice $password")]
    [InlineData("Get-FlowservCurrentUser")]
    [InlineData("Request-FlowservPasswordReset alice")]
    public void A_path_outside_the_file_system_is_reported(string command)
    {
        foreach (string database in (string[])["nosuchdrive:/users.db", "Variable:/users", "NoProvider::/users.db"])
        {
            ErrorRecord error = _engine.RunToFailure($"{command} -Database {database}").Terminating("DatabaseUnavailable");
            Assert.Equal(database, error.TargetObject);
            Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        }
        _engine.RunToFailure("Set-FlowservDatabase nosuchdrive:/users.db").Terminating("DatabaseUnavailable");
        Assert.Empty(_engine.Run("Get-FlowservUser").Succeeded().Output);
    }

    [Theory]
    [InlineData("Get-FlowservUser")]
    [InlineData("Register-FlowservUser alice $password")]
    [InlineData("Get-FlowservCurrentUser")]
    [InlineData("Get-FlowservCurrentUser -ApiKey x")]
    [InlineData("Disconnect-FlowservUser")]
    public void The_password_in_a_URL_is_never_shown(string command)
    {
        EngineOutcome outcome = _engine.Run(
            $"{command} -Database 'mysql://admin:hunter2@example.invalid/users' -Verbose");

        string shown = string.Join('\n', [.. outcome.Verbose, .. outcome.Errors.Select(error => $"{error} {error.TargetObject}"), $"{outcome.Failure} {outcome.Failure?.ErrorRecord.TargetObject}"]);
        Assert.Contains("example.invalid", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder", "NotAFlowservDatabase", ErrorCategory.InvalidData)]
    [InlineData("text.txt", "NotAFlowservDatabase", ErrorCategory.InvalidData)]
    [InlineData("missing/users.db", "DatabaseUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData("text.txt/users.db", "DatabaseUnavailable", ErrorCategory.ResourceUnavailable)]
    public void A_file_that_cannot_be_a_database_is_reported_and_not_changed(string path, string errorId, ErrorCategory category)
    {
        Directory.CreateDirectory(Path.Combine(_engine.Folder, "folder"));
        File.WriteAllText(Path.Combine(_engine.Folder, "text.txt"), "a text");

        ErrorRecord error = _engine.RunToFailure($"Register-FlowservUser alice $password -Database {path}").Terminating(errorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(Path.Combine(_engine.Folder, path), error.TargetObject);
        Assert.Equal("a text", File.ReadAllText(Path.Combine(_engine.Folder, "text.txt")));
        Assert.False(Directory.Exists(Path.Combine(_engine.Folder, "missing")));
    }

    [Fact]
    public void Verbose_says_which_database_is_used_and_why()
    {
        Assert.Contains(
            _engine.Run("Get-FlowservUser -Verbose").Succeeded().Verbose,
            text => text.Contains(_engine.Database, StringComparison.Ordinal) && text.Contains("-Database", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replaced_database_is_reopened()
    {
        _engine.Run("Register-FlowservUser alice $password -Database a.db; Register-FlowservUser bob $password -Database b.db").Succeeded();
        OpenServices.Close(Path.Combine(_engine.Folder, "b.db"));
        File.Move(Path.Combine(_engine.Folder, "a.db"), Path.Combine(_engine.Folder, "kept.db"));
        File.Move(Path.Combine(_engine.Folder, "b.db"), Path.Combine(_engine.Folder, "a.db"));
        foreach (string leftover in Directory.GetFiles(_engine.Folder, "a.db-*"))
            File.Delete(leftover);

        Assert.Equal("bob", _engine.Run("Get-FlowservUser -Database a.db").One<FlowservUser>().Username);
        OpenServices.Close(Path.Combine(_engine.Folder, "a.db"));
    }

    private void Drive(string name, string root) => _engine.Run(
        "$ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new($name, $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $root, '', $null), 'Global')",
        ("name", name), ("root", root)).Succeeded();
}
