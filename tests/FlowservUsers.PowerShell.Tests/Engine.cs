using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using FlowservUsers.Commands;
using FlowservUsers.Databases;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;
using FlowservUsers.Users;
using Microsoft.Extensions.Time.Testing;
using Shell = System.Management.Automation.PowerShell;

namespace FlowservUsers.PowerShell.Tests;

/// <summary>
/// A runspace of the real engine with the cmdlets, and a database of its own with a clock that a test moves and the
/// least work factor. Without a host nothing can be asked.
/// </summary>
public sealed class Engine : IDisposable
{
    /// <summary>A password that the default policy accepts; scripts find it in $password.</summary>
    public const string GoodPassword = "correct horse battery";

    /// <summary>The environment variable that says where the folder of the default database is.</summary>
    public static readonly string DataFolderVariable = OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "XDG_DATA_HOME";

    // Set-FlowservDatabase would choose for every runspace of this process.
    private const string UseDatabase = "$global:PSDefaultParameterValues = @{ '*-Flowserv*:Database' = $database }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowserv-users-");
    private readonly PSHost? _host;
    private readonly Runspace _runspace;

    /// <summary>Opens a hosted PowerShell.</summary>
    /// <param name="host">What answers questions; without it nothing can be asked.</param>
    public Engine(PSHost? host = null)
    {
        _host = host;
        Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Database = TestStorage.NewDatabase(_folder.FullName);
        Service = LocalUserService.Open(Database, new LocalUserServiceOptions { CreateDatabase = true, Clock = Clock });
        Service.Policy.Set(Service.Policy.Get() with { WorkFactor = 4 });
        OpenServices.Add(Service);

        _runspace = NewRunspace();
        Run(UseDatabase).Succeeded();
    }

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>The path or the address of the database; scripts find it in $database.</summary>
    public string Database { get; }

    /// <summary>A folder of this test; scripts find it in $folder, and it is their current location.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The service behind the cmdlets.</summary>
    public LocalUserService Service { get; private set; }

    /// <summary>Runs a script as a user types it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">Variables to be set before, by name.</param>
    public EngineOutcome Run(string script, params (string Name, object? Value)[] variables) => Run(_runspace, script, variables);

    /// <summary>Runs a script up to the first error that ends a statement, which then ends the script.</summary>
    public EngineOutcome RunToFailure(string script, params (string Name, object? Value)[] variables) =>
        Run($"try {{ {script} }} catch {{ throw }}", variables);

    /// <summary>What the Tab key offers after a text, through the function that a console calls.</summary>
    public IReadOnlyList<CompletionResult> Complete(string text) => Run(
        "(TabExpansion2 -inputScript $typed -cursorColumn $typed.Length).CompletionMatches", ("typed", text))
        .Succeeded()
        .As<CompletionResult>();

    /// <summary>Runs a script in a separate runspace that has chosen no database.</summary>
    public EngineOutcome RunWithoutDatabase(string script)
    {
        using Runspace other = NewRunspace();
        return Run(other, script, []);
    }

    /// <summary>Runs a script in a separate runspace, with the same database.</summary>
    public EngineOutcome RunInOtherRunspace(string script, params (string Name, object? Value)[] variables)
    {
        using Runspace other = NewRunspace();
        Run(other, UseDatabase, []).Succeeded();
        return Run(other, script, variables);
    }

    /// <summary>Prepares a script that a test starts and stops itself.</summary>
    public Shell Prepare(string script)
    {
        var shell = Shell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>Adds users who share one hash, so that they cannot log in.</summary>
    /// <returns>Their names, in order.</returns>
    public string[] AddMany(int count)
    {
        using IUserStore store = UserStores.Open(DatabaseLocation.Parse(Database), new LocalUserServiceOptions(), CancellationToken.None);
        var hash = new PasswordHash(PasswordSchemes.Current, "none");
        string[] names = [.. Enumerable.Range(0, count).Select(index => $"user{index:00000}")];
        store.AddUsers([.. names.Select(name => new NewUser(Guid.NewGuid().ToString("N"), Username.Parse(name), UserStatus.Active, hash, Clock.GetUtcNow()))], CancellationToken.None);
        return names;
    }

    /// <summary>Opens the database again, with other functions that cost time.</summary>
    internal void Reopen(HashFunctions functions)
    {
        OpenServices.Close(Database);
        Service = LocalUserService.Open(Database, new LocalUserServiceOptions { Clock = Clock, HashFunctions = functions });
        OpenServices.Add(Service);
    }

    /// <summary>Disables a user behind the back of the cmdlets.</summary>
    public void Disable(string username) => Service.Accounts.Disable(Service.Accounts.Get(username).Id);

    /// <summary>Gives a user another name behind the back of the cmdlets.</summary>
    public void Rename(string username, string newUsername) => Service.Accounts.Rename(Service.Accounts.Get(username).Id, newUsername);

    public void Dispose()
    {
        _runspace.Dispose();
        OpenServices.Close(Database);
        TestStorage.Free(Database);
        _folder.Delete(recursive: true);
    }

    private static EngineOutcome Run(Runspace runspace, string script, (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
            runspace.SessionStateProxy.SetVariable(name, value);

        using var shell = Shell.Create(runspace);
        shell.AddScript(script);
        var output = new PSDataCollection<PSObject>();
        RuntimeException? failure = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            failure = exception;
        }
        return new EngineOutcome(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            failure)
        {
            Progress = [.. shell.Streams.Progress.Select(record => record.ToString())],
        };
    }

    private Runspace NewRunspace()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Types.Add(new SessionStateTypeEntry(Repository.File("module/FlowservUsers.types.ps1xml")));
        state.Formats.Add(new SessionStateFormatEntry(Repository.File("module/FlowservUsers.format.ps1xml")));
        foreach (Type type in typeof(FlowservCommand).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet && !type.IsAbstract)
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
        }
        Runspace runspace = Open(state);
        if (runspace.SessionStateProxy.Drive.Current is null)
        {
            // Seen once: a runspace that started without any drive, perhaps because file systems were mounted meanwhile.
            runspace.Dispose();
            runspace = Open(state);
        }
        runspace.SessionStateProxy.SetVariable("database", Database);
        runspace.SessionStateProxy.SetVariable("folder", Folder);
        runspace.SessionStateProxy.SetVariable("password", GoodPassword);
        runspace.SessionStateProxy.Path.SetLocation(Folder);
        return runspace;
    }

    private Runspace Open(InitialSessionState state)
    {
        Runspace runspace = _host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(_host, state);
        runspace.Open();
        return runspace;
    }
}
