using FlowservUsers.Module.Tests.Hosting;

namespace FlowservUsers.Module.Tests;

/// <summary>Each test imports the staged module in a process of its own.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_exported_commands_are_those_of_the_manifest()
    {
        var commands = await ChildEngine.Succeed("Import-Module $Module; Get-Command -Module FlowservUsers | ForEach-Object Name");
        Assert.Equal(Repository.ExportedCmdlets().Order(), commands.Order());
    }

    [Fact]
    public async Task The_manifest_lists_every_cmdlet_of_the_assembly()
    {
        var commands = await ChildEngine.Succeed("""
            Import-Module $Module
            $assembly = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'FlowservUsers.PowerShell' }
            $assembly.GetTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
                ForEach-Object { $_.VerbName + '-' + $_.NounName }
            """);
        Assert.Equal(commands.Order(), Repository.ExportedCmdlets().Order());
    }

    [Fact]
    public async Task The_manifest_passes_its_own_check() =>
        Assert.Equal([Repository.Version], await ChildEngine.Succeed("Test-ModuleManifest $Module/FlowservUsers.psd1 | ForEach-Object { $_.Version.ToString() }"));

    [Fact]
    public async Task Public_types_can_be_named_in_scripts()
    {
        var output = await ChildEngine.Succeed($$"""
            Import-Module $Module
            [FlowservUsers.UserStatus]::Pending
            $database = '{{_folder.File("users.db")}}'
            try { 1..2 | ForEach-Object { Register-FlowservUser alice -Password 'correct horse' -Database $database -ErrorAction Stop } | ForEach-Object Username }
            catch [FlowservUsers.DuplicateUserException] { 'caught ' + $_.TargetObject }
            """);
        Assert.Equal(["Pending", "alice", "caught alice"], output);
    }

    [Fact]
    public async Task Importing_with_Force_keeps_the_cmdlets_working() =>
        Assert.Equal(["alice", "alice"], await ChildEngine.Succeed($"""
            Import-Module $Module
            {Register()}
            Import-Module $Module -Force
            {Register()}
            """));

    [Fact]
    public async Task Removing_and_importing_again_keeps_the_cmdlets_working() =>
        Assert.Equal(["alice", "alice"], await ChildEngine.Succeed($"""
            Import-Module $Module
            Remove-Module FlowservUsers
            Import-Module $Module
            {Register()}
            Remove-Module FlowservUsers
            Import-Module $Module
            {Register()}
            """));

    [Fact]
    public async Task A_second_runspace_can_import_use_and_remove_it_without_disturbing_the_first() =>
        Assert.Equal(["alice", "alice"], await ChildEngine.Succeed($$"""
            Import-Module $Module
            $second = [PowerShell]::Create([InitialSessionState]::CreateDefault2())
            $second.AddScript({ param($Module) Import-Module $Module; {{Register()}}; Remove-Module FlowservUsers }).AddArgument($Module).Invoke()
            $second.Streams.Error
            {{Register()}}
            """));

    [Fact]
    public async Task Another_Microsoft_Data_Sqlite_loaded_before_and_ours_both_work() =>
        Assert.Equal(["9.0.23.0", "open", "alice", "open"], await ChildEngine.Succeed($$"""
            {{LoadOther}}
            {{OpenOther}}
            Import-Module $Module
            {{Register()}}
            {{OpenOther}}
            """));

    [Fact]
    public async Task Another_Microsoft_Data_Sqlite_loaded_afterwards_and_ours_both_work() =>
        Assert.Equal(["alice", "9.0.23.0", "open", "alice"], await ChildEngine.Succeed($$"""
            Import-Module $Module
            {{Register()}}
            {{LoadOther}}
            {{OpenOther}}
            {{Register()}}
            """));

    [Fact]
    public async Task The_default_context_gets_no_assembly_of_the_engine()
    {
        var output = await ChildEngine.Succeed($$"""
            Import-Module $Module
            {{Register()}}
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.Location } | Where-Object { $_.StartsWith($Module) } |
                ForEach-Object { $_.Substring($Module.Length + 1) }
            """);
        Assert.Equal(["FlowservUsers.Abstractions.dll", "FlowservUsers.Loader.dll", "FlowservUsers.PowerShell.dll"], output.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_library_for_servers_is_loaded_only_when_a_server_is_used()
    {
        const string loaded = """
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -in 'Microsoft.Data.Sqlite', 'Npgsql' }
            """;
        var output = await ChildEngine.Succeed($$"""
            Import-Module $Module
            {{Register()}}
            {{loaded}}
            'then'
            try { Get-FlowservUser -Database 'postgresql://flowserv:secret@127.0.0.1:1/none' -ErrorAction Stop } catch [FlowservUsers.DatabaseUnavailableException] { }
            {{loaded}}
            """);
        Assert.Equal(["alice", "Microsoft.Data.Sqlite", "then", "Microsoft.Data.Sqlite", "Npgsql"], output.Take(3).Concat(output.Skip(3).Order()));
    }

    [Fact]
    public async Task A_missing_native_library_is_named_in_the_error()
    {
        var copy = _folder.CopyOf(Repository.StagedModule);
        Directory.Delete(Path.Combine(copy, "deps", "runtimes"), recursive: true);
        var result = await ChildEngine.Run($"Import-Module '{copy}'; {Register()}");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'e_sqlite3'", result.Errors, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(copy, "deps", "runtimes"), result.Errors, StringComparison.Ordinal);
    }

    /// <summary>Goes through the engine and its native library: registers in a new database and prints the name.</summary>
    private string Register() =>
        $"Register-FlowservUser alice -Password 'correct horse' -Database '{_folder.File(Path.GetRandomFileName())}' | ForEach-Object Username";

    private const string LoadOther = """
        [System.Reflection.Assembly]::LoadFrom("$OtherSqlite/Microsoft.Data.Sqlite.dll").GetName().Version.ToString()
        """;

    private const string OpenOther = """
        $other = [Microsoft.Data.Sqlite.SqliteConnection]::new('Data Source=:memory:'); $other.Open(); $other.State.ToString().ToLower(); $other.Dispose()
        """;
}
