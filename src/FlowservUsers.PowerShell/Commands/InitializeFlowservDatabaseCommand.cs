using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Creates the tables of a database, or prints the script that does.</summary>
/// <remarks>
/// <para>A path becomes a new file that only its owner can read; an empty file is filled. On a server the database must exist, and the tables get a schema of their own, flowserv, beside what others keep there. Tables that are there stay as they are, or are brought to the version of this module. Register-FlowservUser creates a missing database too, where the login may do that.</para>
/// <para>On a server, logins of applications need not own the tables. -AsScript prints the statements for an administrator: the tables, and two roles to be granted to logins. flowserv_app does all that the cmdlets do in daily use, but can only add to the audit trail and remove what is past its retention; flowserv_report reads users, sessions and events, but no hash and no key. After an update of the module, run the script of the new version again.</para>
/// </remarks>
/// <returns>The description of the new database, or the script.</returns>
/// <example>
/// Create a database and see what was made.
/// <code>Initialize-FlowservDatabase ./users.db</code>
/// </example>
/// <example>
/// Write the script for the administrator of a server, who runs it with psql.
/// <code>Initialize-FlowservDatabase postgresql://db.example.org/accounts -AsScript | Set-Content ./flowserv.sql</code>
/// </example>
/// <returns>The database as Get-FlowservDatabase describes it; with -AsScript, the script as one string.</returns>
/// <example>
/// Create a database whose hashing key is kept apart from it, and use it.
/// <code>Initialize-FlowservDatabase ./users.db -KeyFile ~/users.key
/// $env:FLOWSERV_KEY_FILE = '~/users.key'</code>
/// </example>
/// <exception cref="InvalidDestinationException">The key file cannot be written.</exception>
/// <exception cref="DestinationExistsException">There is a file that is no key file.</exception>
/// <exception cref="NotAFlowservDatabaseException">The file, or the schema on the server, belongs to another program.</exception>
/// <exception cref="DatabaseUnavailableException">The database cannot be created or reached, or the server does not allow it to this user.</exception>
/// <seealso cref="GetFlowservDatabaseCommand"/>
/// <seealso cref="CopyFlowservDatabaseCommand"/>
[Cmdlet(VerbsData.Initialize, "FlowservDatabase", DefaultParameterSetName = CreateSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservDatabase), typeof(string))]
public sealed class InitializeFlowservDatabaseCommand : WholeDatabaseCommand
{
    private const string CreateSet = "Create";
    private const string ScriptSet = "Script";

    /// <summary>Prints the script for a server and changes nothing; the server need not be reachable.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet)]
    public SwitchParameter AsScript { get; set; }

    /// <summary>
    /// Keeps the hashing key in this file and not in the database: whoever gets the database or a backup of it can't check a
    /// guess at a password then. The file is a new one, which only its owner will be able to read, or has one key already, which
    /// is used. The key of a database that exists is moved there. Keep a copy of the file: without it nobody can log in.
    /// </summary>
    [Parameter(ParameterSetName = CreateSet)]
    [ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    private protected override bool CreatesDatabase => true;

    private protected override string? NewKeyFile => KeyFile is null ? null : DatabaseChoice.ResolveFile(KeyFile, SessionState);

    private protected override bool KeepsEmptyDatabase => true;

    /// <summary>Creates the tables.</summary>
    private protected override void ProcessDatabase()
    {
        if (!TryRun(() => Chosen, out ChosenDatabase? chosen))
            return;
        if (AsScript)
            RunAndWrite(() => UserDatabase.CreateScript(chosen.Location));
        else if (ShouldProcess(chosen.Shown, "Create the tables of the database") && TryRun(MoveKeys))
            RunAndWrite(() => UserDatabase.Describe(chosen.Location, null, null, StopToken) with { Reason = chosen.Reason });
    }

    // What exists already may have its key in it.
    private void MoveKeys()
    {
        if (NewKeyFile is { } file && Service.HashingKeys.List(StopToken).Any(key => key.IsInDatabase))
            Service.HashingKeys.MoveToFile(file, StopToken);
        else
            _ = Service;
    }
}
