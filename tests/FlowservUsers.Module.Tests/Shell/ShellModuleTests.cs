namespace FlowservUsers.Module.Tests.Shell;

public sealed class ShellModuleTests(StandInModule module) : IClassFixture<StandInModule>
{
    [Fact]
    public async Task The_module_is_loaded_before_the_first_command()
    {
        Assert.Equal("1.0.0\n", (await module.RunCommandAsync("(Get-Module FlowservUsers).Version.ToString()")).Output);
    }

    [Fact]
    public async Task Other_modules_are_not_loaded_by_naming_their_commands()
    {
        string other = module.AddModule("OtherModule", "function Get-Other { 'other' }");
        ShellResult result = await module.RunCommandAsync("Get-Other");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        ShellResult imported = await module.RunCommandAsync($"Import-Module '{other}'; Get-Other");
        Assert.Equal(new ShellResult(0, "other\n", ""), imported);
    }

    [Fact]
    public async Task Parallel_runspaces_find_the_module_by_its_name()
    {
        ShellResult result = await module.RunCommandAsync("1..2 | ForEach-Object -Parallel { Import-Module FlowservUsers; Remove-Thing $_ -Confirm:$false } -ThrottleLimit 1");
        Assert.Equal(new ShellResult(0, "removed 1\nremoved 2\n", ""), result);
    }

    [Fact]
    public async Task A_missing_module_is_named()
    {
        ShellResult result = await ShellProcess.RunAsync("-ModulePath", Path.Combine(module.Folder, "nowhere"), "-Command", "'not reached'");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(Path.Combine("nowhere", "FlowservUsers.psd1"), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_cannot_be_imported_is_an_error_with_the_reason()
    {
        using var broken = new StandInModule("throw 'broken inside'");
        ShellResult result = await broken.RunCommandAsync("'not reached'");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("broken inside", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_names_the_one_that_commands_use_wherever_they_go()
    {
        ShellResult result = await ShellProcess.RunAsync("-ModulePath", module.Folder, "-Database", "some/users.db", "-Command", "$env:FLOWSERV_DATABASE");
        Assert.Equal(new ShellResult(0, $"{Path.GetFullPath("some/users.db")}\n", ""), result);
    }

    [Fact]
    public async Task The_engine_reports_nothing_to_its_makers()
    {
        Assert.Equal("1\n", (await module.RunCommandAsync("$env:POWERSHELL_TELEMETRY_OPTOUT")).Output);
    }
}
