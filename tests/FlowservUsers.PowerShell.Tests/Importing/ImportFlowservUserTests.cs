using FlowservUsers.Core.Tests.Importing;
using FlowservUsers.Databases;
using FlowservUsers.Tests;

namespace FlowservUsers.PowerShell.Tests.Importing;

public sealed class ImportFlowservUserTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly FlowservFile _source;

    public ImportFlowservUserTests() => _source = new FlowservFile(Path.Combine(_engine.Folder, "flowserv.db"));

    public void Dispose()
    {
        _source.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Users_are_imported_with_passwords_keys_and_requests()
    {
        string id = _source.AddUser("alice");
        string key = _source.AddKey(id, "2026-03-01T13:00:00");
        string request = _source.AddRequest(id, "2026-03-01T13:00:00.5");

        FlowservImportResult result = _engine.Run("Import-FlowservUser ./flowserv.db -TimeZone UTC").One<FlowservImportResult>();

        Assert.True(result.Imported);
        Assert.Equal(id, _engine.Run("Connect-FlowservUser -Username alice -Password $password").One<FlowservSession>().UserId);
        Assert.Equal(id, _engine.Run("Get-FlowservCurrentUser -ApiKey $key", ("key", key)).One<FlowservUser>().Id);
        Assert.Equal(id, _engine.Run("Reset-FlowservPassword -RequestId $request -Password 'another good one'", ("request", request)).One<FlowservUser>().Id);
        _engine.Run("Reset-FlowservPassword -RequestId $request -Password 'another good one'").NonTerminating("UnknownRequest");
    }

    [Fact]
    public void A_user_who_cannot_be_imported_is_a_row_and_not_an_error()
    {
        _source.AddUser("alice");
        _source.AddUser("ALICE");
        _source.AddUser("bob");

        EngineOutcome outcome = _engine.Run("Import-FlowservUser -Path $folder/flowserv.db").Succeeded();

        Assert.Equal([true, false, true], outcome.As<FlowservImportResult>().Select(result => result.Imported));
        Assert.Equal(["alice", "bob"], _engine.Run("Get-FlowservUser").As<FlowservUser>().Select(user => user.Username));
    }

    [Fact]
    public void A_missing_database_is_created()
    {
        _source.AddUser("alice");

        _engine.Run("Import-FlowservUser ./flowserv.db -Database ./new.db").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservUser -Database ./new.db").One<FlowservUser>().Username);
        OpenServices.Close(Path.Combine(_engine.Folder, "new.db"));
    }

    [Fact]
    public void WhatIf_reports_each_user_and_creates_no_database()
    {
        _source.AddUser("alice");
        _source.AddUser("new\nline");

        EngineOutcome outcome = _engine.Run("Import-FlowservUser ./flowserv.db -Database ./new.db -WhatIf").Succeeded();

        Assert.Equal(
            ["would be imported", "the name cannot be used: it contains control characters"],
            outcome.As<FlowservImportResult>().Select(result => result.Reason));
        Assert.DoesNotContain(outcome.As<FlowservImportResult>(), result => result.Imported);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "new.db")));
    }

    [Fact]
    public void WhatIf_recognises_existing_users()
    {
        _source.AddUser("alice");
        _engine.Run("Import-FlowservUser ./flowserv.db").Succeeded();

        Assert.Equal("already imported", _engine.Run("Import-FlowservUser ./flowserv.db -WhatIf").One<FlowservImportResult>().Reason);
    }

    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Europe/Berlin", false)]
    public void The_time_zone_determines_when_keys_expire(string timeZone, bool isValid)
    {
        string key = _source.AddKey(_source.AddUser("alice"), "2026-03-01T12:30:00");
        _engine.Run("Import-FlowservUser ./flowserv.db -TimeZone $timeZone", ("timeZone", timeZone)).Succeeded();

        EngineOutcome outcome = _engine.Run("Get-FlowservCurrentUser -ApiKey $key", ("key", key));
        if (isValid)
            outcome.Succeeded();
        else
            outcome.NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void A_time_zone_can_be_an_object()
    {
        _source.AddUser("alice");

        _engine.Run("Import-FlowservUser ./flowserv.db -TimeZone ([TimeZoneInfo]::Utc)").Succeeded();
    }

    [Fact]
    public void An_unknown_time_zone_is_named() => Assert.Contains(
        "The time zone 'Europe/Nowhere' is not known on this machine",
        _engine.Run("try { Import-FlowservUser ./flowserv.db -TimeZone Europe/Nowhere } catch { throw }").Terminating("ParameterArgumentTransformationError").ToString());

    [Fact]
    public void Null_instead_of_a_time_zone_is_an_error()
    {
        _source.AddUser("alice");

        _engine.Run("try { Import-FlowservUser ./flowserv.db -TimeZone $missing } catch { throw }").Terminating("ParameterArgumentValidationError");

        Assert.Empty(_engine.Service.ListUsers());
    }

    [Fact]
    public void A_source_that_is_missing_ends_the_import_and_creates_nothing()
    {
        Assert.Contains(
            "There is no database of flowserv-core at",
            _engine.Run("try { Import-FlowservUser ./missing.db -Database ./new.db } catch { throw }").Terminating("DatabaseNotFound").ToString());
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "new.db")));
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }

    [FileFact]
    public void A_source_of_another_kind_is_reported() => Assert.Contains(
        "is not a database of flowserv-core",
        _engine.Run("try { Import-FlowservUser $database } catch { throw }").Terminating("NotAFlowservDatabase").ToString());
}
