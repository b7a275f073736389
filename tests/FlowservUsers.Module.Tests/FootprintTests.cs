using FlowservUsers.Module.Tests.Hosting;

namespace FlowservUsers.Module.Tests;

/// <summary>What using the module leaves on a machine besides the database: nothing.</summary>
public sealed class FootprintTests : IDisposable
{
    // Logs in, fails, resets: what a person does with secrets. The environment is compared before and after.
    private const string Journey =
        """
        function Describe { [Environment]::GetEnvironmentVariables().GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" } }
        $before = Describe
        Import-Module $Module
        $null = Register-FlowservUser alice -Password g00d-Pl4nted-passw0rd
        $session = Connect-FlowservUser -Username alice -Password g00d-Pl4nted-passw0rd -AsPlainText
        Connect-FlowservUser -Username alice -Password wr0ng-Pl4nted-passw0rd -ErrorAction SilentlyContinue
        $null = Get-FlowservCurrentUser -ApiKey $session.ApiKey
        $null = Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password n3w-Pl4nted-passw0rd
        $null = Get-FlowservUser; $null = Get-FlowservSession; $null = Test-FlowservSession
        Describe | Where-Object { $_ -notin $before }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _home;
    private readonly string _current;

    public FootprintTests()
    {
        _home = Directory.CreateDirectory(_folder.File("home")).FullName;
        _current = Directory.CreateDirectory(_folder.File("current")).FullName;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Home_environment_and_current_folder_hold_nothing_new()
    {
        var data = Directory.CreateDirectory(_folder.File("data")).FullName;

        var result = await Run(("FLOWSERV_DATABASE", Path.Combine(data, "users.db")));

        Assert.Equal("", result.Errors);
        Assert.Empty(result.Output);
        Assert.Empty(await NewInHome());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_current));
        Assert.All(Directory.GetFiles(data), file => Assert.StartsWith("users.db", Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_default_database_lies_in_a_folder_of_its_owner_alone()
    {
        var result = await Run(("FLOWSERV_DATABASE", null));

        Assert.Equal("", result.Errors);
        var folder = Path.Combine(_home, ".local", "share", "FlowservUsers");
        Assert.All(await NewInHome(), file => Assert.StartsWith(Path.Combine(folder, "users.db"), file, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(folder, "users.db")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    private Task<ScriptResult> Run((string Name, string? Value) database) => Run(Journey, _home, database);

    private Task<ScriptResult> Run(string script, string home, (string Name, string? Value) database) => ChildEngine.Run(
        script, _current, database, ("HOME", home), ("XDG_DATA_HOME", null), ("XDG_CACHE_HOME", null), ("XDG_CONFIG_HOME", null));

    /// <summary>The files in the home folder that a PowerShell without the module does not leave there.</summary>
    private async Task<IEnumerable<string>> NewInHome()
    {
        var other = Directory.CreateDirectory(_folder.File("other")).FullName;
        await Run("$null", other, ("FLOWSERV_DATABASE", null));
        return Directory.GetFiles(_home, "*", SearchOption.AllDirectories)
            .Where(file => !File.Exists(Path.Combine(other, Path.GetRelativePath(_home, file))));
    }
}
