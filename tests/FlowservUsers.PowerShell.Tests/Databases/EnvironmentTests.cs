using FlowservUsers.Databases;

namespace FlowservUsers.PowerShell.Tests.Databases;

/// <summary>What environment variables change. They belong to the process, so nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class EnvironmentTests : IDisposable
{
    private readonly EnvironmentVariables _variables = new();
    private readonly Engine _engine = new();

    public EnvironmentTests() => _engine.Run("Register-FlowservUser alice $password").Succeeded();

    public void Dispose()
    {
        _engine.Dispose();
        _variables.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\uFEFF")]
    public void An_empty_variable_chooses_no_database(string? value)
    {
        _variables.Set(DatabaseChoice.Variable, value);

        ChosenDatabase chosen = DatabaseChoice.Find(null, null!);

        Assert.Equal((DatabaseChoice.DefaultPath, true), (chosen.Location, chosen.IsDefault));
    }

    [Fact]
    public void FLOWSERV_ACCESS_TOKEN_is_used_without_a_session()
    {
        _engine.Run("Register-FlowservUser bob $password").Succeeded();
        string key = (string)_engine.Run("Connect-FlowservUser -Username alice -Password $password -NoCurrent -AsPlainText").One<FlowservSession>().ApiKey!;
        _variables.Set("FLOWSERV_ACCESS_TOKEN", key);
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);

        _engine.Run("Connect-FlowservUser -Username bob -Password $password").Succeeded();
        Assert.Equal("bob", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        _engine.Run("Disconnect-FlowservUser").Succeeded();
        Assert.Equal("alice", _engine.Run("Disconnect-FlowservUser").One<FlowservUser>().Username);
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void FLOWSERV_DATABASE_names_the_database_unless_the_runspace_or_the_parameter_does()
    {
        _engine.Run("Register-FlowservUser bob $password -Database other.db").Succeeded();
        _variables.Set("FLOWSERV_DATABASE", Path.Combine(_engine.Folder, "other.db"));

        Assert.Equal("alice", _engine.Run("Get-FlowservUser").One<FlowservUser>().Username);
        Assert.Equal("bob", _engine.RunWithoutDatabase("Get-FlowservUser").One<FlowservUser>().Username);
        Assert.Equal("alice", _engine.RunWithoutDatabase("Get-FlowservUser -Database $database").One<FlowservUser>().Username);
        Assert.Contains(_engine.RunWithoutDatabase("Get-FlowservUser -Verbose").Verbose, text => text.Contains("FLOWSERV_DATABASE", StringComparison.Ordinal));

        _variables.Set("FLOWSERV_DATABASE", Path.Combine(_engine.Folder, "mistyped.db"));
        _engine.RunWithoutDatabase("try { Get-FlowservUser } catch { throw }").Terminating("DatabaseNotFound");
        OpenServices.Close(Path.Combine(_engine.Folder, "other.db"));
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("1.5", 1.5)]
    [InlineData("31536000", 31_536_000)]
    [InlineData("", 86_400)]
    public void FLOWSERV_AUTH_TTL_is_the_lifetime_of_a_session_in_seconds(string value, double seconds)
    {
        _variables.Set("FLOWSERV_AUTH_TTL", value);

        var session = _engine.Run("Connect-FlowservUser -Username alice -Password $password").One<FlowservSession>();
        Assert.Equal(TimeSpan.FromSeconds(seconds), session.ExpiresAt - session.CreatedAt);
        session = _engine.Run("Connect-FlowservUser -Username alice -Password $password -Lifetime 00:05:00").One<FlowservSession>();
        Assert.Equal(TimeSpan.FromMinutes(5), session.ExpiresAt - session.CreatedAt);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("one day")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    [InlineData("31536001")]
    public void A_FLOWSERV_AUTH_TTL_out_of_range_is_an_error_that_names_it(string value)
    {
        _variables.Set("FLOWSERV_AUTH_TTL", value);

        string message = _engine.Run("Connect-FlowservUser -Username alice -Password $password").NonTerminating("InvalidPolicy").ToString();
        Assert.Contains("FLOWSERV_AUTH_TTL", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Listing_the_untouched_default_returns_nothing_and_creates_nothing()
    {
        string data = UseDataFolder("data");

        Assert.Empty(_engine.RunWithoutDatabase("Get-FlowservUser; Get-FlowservUser a*; Get-FlowservUser -All; Get-FlowservUser -Prefix a").Succeeded().Output);
        Assert.Equal("alice", _engine.RunWithoutDatabase("Get-FlowservUser alice").NonTerminating("UnknownUser").TargetObject);
        Assert.Equal(DefaultPath(data), _engine.RunWithoutDatabase("try { Enable-FlowservUser alice } catch { throw }").Terminating("DatabaseNotFound").TargetObject);
        Assert.Equal(DefaultPath(data), _engine.RunWithoutDatabase("try { Connect-FlowservUser -Username alice -Password x } catch { throw }").Terminating("DatabaseNotFound").TargetObject);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public void The_first_registration_creates_the_default_for_its_owner_alone()
    {
        string data = UseDataFolder("data");
        _engine.RunWithoutDatabase("Register-FlowservUser carol $password").Succeeded();

        Assert.Equal("carol", _engine.RunWithoutDatabase("Get-FlowservUser").One<FlowservUser>().Username);
        Assert.True(File.Exists(DefaultPath(data)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(DefaultPath(data))!));
        }
        OpenServices.Close(DefaultPath(data));
    }

    [Fact]
    public void A_default_whose_folder_cannot_be_made_is_reported()
    {
        string data = UseDataFolder("file");
        File.WriteAllText(data, "");

        Assert.Equal(DefaultPath(data), _engine.RunWithoutDatabase("try { Register-FlowservUser carol $password } catch { throw }").Terminating("DatabaseUnavailable").TargetObject);
    }

    private static string DefaultPath(string data) => Path.Combine(data, "FlowservUsers", "users.db");

    private string UseDataFolder(string name)
    {
        string path = Path.Combine(_engine.Folder, name);
        _variables.Set(Engine.DataFolderVariable, path);
        return path;
    }
}
