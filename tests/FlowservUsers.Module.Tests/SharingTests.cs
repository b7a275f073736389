using System.Text.RegularExpressions;
using FlowservUsers.Module.Tests.Hosting;

namespace FlowservUsers.Module.Tests;

/// <summary>Several runspaces, imports and processes that use one file.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runspaces_that_work_in_parallel_lose_nothing() =>
        Assert.Equal(["80", "first 0 errors"], await ChildEngine.Succeed($$"""
            {{Start}}
            $failed = @(1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:Module
                Set-FlowservDatabase $using:database
                $number = $_
                1..10 | ForEach-Object { Register-FlowservUser "user-$number-$_" -Password 'correct horse battery' } | Out-Null
                Connect-FlowservUser -Username "user-$number-1" -Password 'correct horse battery' | Out-Null
                # Each runspace has a current session of its own.
                if ((Get-FlowservCurrentUser).Username -ne "user-$number-1") { 'somebody else' }
            } 2>&1)
            @(Get-FlowservUser user-*).Count
            (Get-FlowservUser first).Username + " $($failed.Count) errors"
            $failed
            """));

    [Fact]
    public async Task Importing_again_while_a_session_is_open_keeps_it() =>
        Assert.Equal(["first", "first", "first"], await ChildEngine.Succeed($$"""
            {{Start}}
            $session = Connect-FlowservUser -Username first -Password 'correct horse battery' -AsPlainText
            Import-Module $Module -Force
            (Get-FlowservCurrentUser -ApiKey $session.ApiKey).Username
            Remove-Module FlowservUsers
            Import-Module $Module
            Set-FlowservDatabase $database
            (Get-FlowservCurrentUser -ApiKey $session.ApiKey).Username
            (Disconnect-FlowservUser -ApiKey $session.ApiKey).Username
            """));

    [Fact]
    public async Task Two_versions_of_the_module_in_two_processes_share_a_file()
    {
        var other = _folder.CopyOf(Repository.StagedModule);
        var manifest = Path.Combine(other, "FlowservUsers.psd1");
        await File.WriteAllTextAsync(manifest, Regex.Replace(await File.ReadAllTextAsync(manifest), @"(ModuleVersion\s*=\s*)'[0-9.]+'", "$1'99.0.0'"));
        await ChildEngine.Succeed(Start);

        var outputs = await Task.WhenAll(ChildEngine.Succeed(Register("$Module", "ours")), ChildEngine.Succeed(Register($"'{other}'", "theirs")));
        Assert.Equal([Repository.Version, "99.0.0"], outputs.Select(lines => lines[0]));
        Assert.Equal(["41"], await ChildEngine.Succeed($"Import-Module $Module; @(Get-FlowservUser -Database '{Database}').Count"));
    }

    private string Database => _folder.File("users.db");

    /// <summary>Makes the database, with the least cost of a hash and one user.</summary>
    private string Start => $"""
        Import-Module $Module
        $database = '{Database}'
        Set-FlowservDatabase $database
        Register-FlowservUser first -Password 'correct horse battery' | Out-Null
        Set-FlowservPolicy -WorkFactor 4 -Confirm:$false -WarningAction SilentlyContinue | Out-Null
        """;

    private string Register(string module, string prefix) => $$"""
        Import-Module {{module}}
        (Get-Module FlowservUsers).Version.ToString()
        1..20 | ForEach-Object { Register-FlowservUser "{{prefix}}-$_" -Password 'correct horse battery' -Database '{{Database}}' } | ForEach-Object Username
        """;
}
