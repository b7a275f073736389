using System.Runtime.Versioning;
using FlowservUsers.Databases;

namespace FlowservUsers.PowerShell.Tests.Databases;

[UnsupportedOSPlatform("windows")]
public sealed class PermissionWarningTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly string _path;

    public PermissionWarningTests()
    {
        _path = Path.Combine(_engine.Folder, "other.db");
        _engine.Run("Register-FlowservUser alice -Password $password -Database other.db").Succeeded();
        OpenServices.Close(_path);
    }

    public void Dispose()
    {
        OpenServices.Close(_path);
        _engine.Dispose();
    }

    [Fact]
    public void A_database_that_others_can_read_is_a_warning_once_in_each_runspace()
    {
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        string warning = Assert.Single(_engine.Run("Get-FlowservUser -Database other.db; Get-FlowservUser -Database other.db").Succeeded().Warnings);
        Assert.Contains($"chmod 600 '{_path}'", warning, StringComparison.Ordinal);
        Assert.Empty(_engine.Run("Get-FlowservUser -Database other.db").Succeeded().Warnings);
        Assert.Single(_engine.RunInOtherRunspace("Get-FlowservUser -Database other.db").Succeeded().Warnings);
    }

    [Fact]
    public void A_database_that_the_module_created_causes_no_warning()
    {
        Assert.Empty(_engine.Run("Get-FlowservUser -Database other.db").Succeeded().Warnings);
    }
}
