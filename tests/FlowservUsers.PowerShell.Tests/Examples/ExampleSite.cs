using System.Data.Common;
using System.Management.Automation;
using FlowservUsers.Core.Tests.Importing;
using FlowservUsers.Databases;
using FlowservUsers.Tests;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>
/// A place where the examples mean something: users with a year of history, files in the current folder, a vault, and a
/// person who answers.
/// </summary>
internal sealed class ExampleSite : IDisposable
{
    private readonly AnsweringHost _host = new();
    private readonly Engine _engine;
    private readonly FlowservFile _flowserv;

    public ExampleSite()
    {
        _engine = new Engine(_host);
        _flowserv = new FlowservFile(Path.Combine(_engine.Folder, "flowserv.db"));
        FillFiles();
        FillDatabase();
    }

    /// <summary>What was written beside the objects.</summary>
    public IReadOnlyList<string> Written => _host.Person.Written;

    /// <summary>Runs a script that belongs to no example.</summary>
    public EngineOutcome Run(string script) => _engine.Run(script).Succeeded();

    /// <summary>Runs a command of an example.</summary>
    /// <returns>What it wrote to the pipeline.</returns>
    public IEnumerable<object> Type(string command)
    {
        IReadOnlyList<PSObject> output = Run(command).Output;
        // Whoever is asked for a request's identifier pastes what the command before has shown.
        if (output is [.., { BaseObject: string shown }])
            _host.Person.Answers["RequestId"] = shown;
        return output;
    }

    public void Dispose()
    {
        _flowserv.Dispose();
        foreach (string file in Directory.EnumerateFiles(_engine.Folder, "*.db"))
            OpenServices.Close(file);
        _engine.Dispose();
    }

    private void FillFiles()
    {
        Write("new.csv", "Username,Password", "nina,a password of nina", "nils,a password of nils");
        Write("names.csv", "Username", "nora", "noah");
        Write("renames.csv", "Username,NewUsername", "alice,alicia", "bob,robert");
        _flowserv.AddUser("frida");
        _flowserv.AddUser("FRIDA");
    }

    private void FillDatabase()
    {
        foreach (string question in (string[])["Password", "CurrentPassword", "Password of the server", "New password"])
            _host.Person.Answers[question] = Engine.GoodPassword;
        _host.Person.Answers["NewPassword"] = "another good password";

        Run($"Set-StrictMode -Version 1\n. '{Repository.File("tests/FlowservUsers.PowerShell.Tests/Examples/StandIns.ps1")}'");
        _engine.Run("$clock = $of", ("of", _engine.Clock)).Succeeded();
        Run("""
            $new = 'another good password'
            foreach ($name in 'old-1', 'old-2', 'alice', 'bob', 'carol', 'jobs') { Register-FlowservUser $name $password | Out-Null }
            Register-FlowservUser dora $password -RequireActivation | Out-Null
            Disable-FlowservUser carol
            Connect-FlowservUser -Username old-1 -Password $password -NoCurrent | Out-Null
            """);
        _engine.Clock.Advance(TimeSpan.FromDays(270));
        Run("Connect-FlowservUser -Username old-2 -Password $password -Lifetime 365.00:00 -NoCurrent | Out-Null");
        _engine.Clock.Advance(TimeSpan.FromDays(100));
        Run("""
            1..5 | ForEach-Object { Connect-FlowservUser -Username bob -Password 'not this' -ErrorAction Ignore }
            Connect-FlowservUser -Username alice -Password 'not this' -ErrorAction Ignore
            $key = (Connect-FlowservUser -Username alice -Password $password).ApiKey
            $requestId = (Request-FlowservPasswordReset alice).RequestId
            $nightly = Connect-FlowservUser -Username jobs -Password $password -NoCurrent -Label nightly
            Set-Secret flowserv-jobs $nightly.ApiKey
            Set-Secret flowserv-nightly $nightly.ApiKey
            Set-Secret flowserv-jobs-password $password
            """);
        NameSession("7kq2hx4mzp3a", "nightly");
    }

    /// <summary>Gives the session of a label the identifier that an example names.</summary>
    private void NameSession(string id, string label)
    {
        using DbConnection connection = TestStorage.Connect(_engine.Database);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"UPDATE sessions SET id = '{id}' WHERE label = '{label}'";
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_engine.Folder, file), lines);
}
