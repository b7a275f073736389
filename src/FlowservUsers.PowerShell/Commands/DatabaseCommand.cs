using System.Management.Automation;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works on a database.</summary>
public abstract class DatabaseCommand : FlowservCommand
{
    private LocalUserService? _service;
    private ChosenDatabase? _chosen;

    /// <summary>
    /// The database: a path, a sqlite:///path URL, or a server's postgresql://user@host:port/name URL. The default is the database
    /// in the environment variable FLOWSERV_DATABASE, which Set-FlowservDatabase sets, or else users.db in the FlowservUsers folder
    /// of your local application data.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "FLOWSERV_DATABASE, or else your own users.db")]
    [ArgumentCompleter(typeof(FileCompleter))]
    public virtual string? Database { get; set; }

    /// <summary>Whether a missing database is created.</summary>
    private protected virtual bool CreatesDatabase => false;

    /// <summary>The file for the hashing key of a database that is created; null to keep the key in the database.</summary>
    private protected virtual string? NewKeyFile => null;

    /// <summary>Whether a database that was created is kept even if nothing was stored in it.</summary>
    private protected virtual bool KeepsEmptyDatabase => false;

    /// <summary>The service of the database, opened when it is first needed.</summary>
    private protected LocalUserService Service
    {
        get
        {
            // Another runspace may have closed it, or the file may have been replaced, between two items.
            if (_service is { IsStale: true })
                _service = null;
            return _service ??= Open(CreatesDatabase);
        }
    }

    /// <summary>The state of this runspace for the database.</summary>
    private protected ChosenDatabase Chosen => _chosen ??= DatabaseChoice.Find(Database, SessionState);

    /// <summary>Whether no database was named and this user's default database has never been used.</summary>
    private protected bool IsUntouchedDefault() =>
        TryRun(() => Chosen, out ChosenDatabase? chosen) && chosen.IsDefault && !File.Exists(chosen.Location);

    /// <summary>The service of the database, or null if it does not exist yet; nothing is created.</summary>
    private protected LocalUserService? FindService()
    {
        try
        {
            return _service ??= Open(create: false);
        }
        catch (DatabaseNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Forgets the database of the previous item.</summary>
    private protected void Forget()
    {
        _service = null;
        _chosen = null;
    }

    /// <summary>The users that a parameter identifies; an error for an object that identifies none.</summary>
    private protected IEnumerable<string> Told(string[] identities)
    {
        foreach (string identity in identities)
        {
            if (string.IsNullOrEmpty(identity))
                WriteError(ErrorRecords.Create(UnknownUserException.OfObject(), identity));
            else
                yield return identity;
        }
    }

    /// <summary>Writes a file as Get-Item returns it, with the provider's columns and properties, where the session has the provider.</summary>
    private protected void WriteFile(FileInfo file) => WriteObject(
        DatabaseChoice.HasFiles(SessionState)
            ? InvokeProvider.Item.Get([$@"Microsoft.PowerShell.Core\FileSystem::{file.FullName}"], force: true, literalPath: true)
            : file,
        enumerateCollection: true);

    private protected override bool CanTryAgain()
    {
        if (_service is null || OpenServices.Find(Chosen.Location) == _service)
            return false;
        _service = null;
        return true;
    }

    /// <summary>Ends the cmdlet, and removes a database that it created without storing anything.</summary>
    /// <param name="disposing">True if it is called by <see cref="FlowservCommand.Dispose()"/>.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing && CreatesDatabase && !KeepsEmptyDatabase)
            DiscardUnused();
        base.Dispose(disposing);
    }

    private void DiscardUnused()
    {
        try
        {
            _service?.Database.DiscardIfUnused();
        }
        catch (DatabaseException)
        {
            // The command has already reported what was wrong.
        }
    }

    private LocalUserService Open(bool create)
    {
        WriteVerbose($"Using the database '{Chosen.Shown}' ({Chosen.Reason}).");
        if (create && Chosen.IsDefault)
            CreateFolderOf(Chosen.Location);

        LocalUserService service = OpenServices.Get(Chosen.Location, create, NewKeyFile, StopToken);
        foreach (string warning in service.Warnings)
        {
            if (RunspaceState.Current.IsNewWarning(warning))
                WriteWarning(warning);
        }
        return service;
    }

    /// <summary>Creates the folder of the default database.</summary>
    private protected static void CreateFolderOf(string location)
    {
        string folder = Path.GetDirectoryName(location)!;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException(location, $"The folder cannot be created: {exception.Message}", exception);
        }
    }
}
