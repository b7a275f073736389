using System.Management.Automation;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Creates the tables of a database, or prints the script that creates them.</summary>
/// <remarks>
/// <para>For a path, a new file is created that only its owner can read; an existing empty file is used. On a server, the database must exist, and the tables get their own schema, flowserv, separate from other data. Existing tables are kept, or upgraded to the version of this module. Register-FlowservUser also creates a missing database, if the login has the right to.</para>
/// <para>On a server, application logins need not own the tables. -AsScript prints the statements for an administrator to run: the tables, and two roles to grant to logins. flowserv_app can do everything that the cmdlets need for daily use, but can only add to the audit trail and remove events past their retention; flowserv_report can read users, sessions and events, but no hashes or keys. After updating the module, run the script of the new version.</para>
/// </remarks>
/// <returns>The description of the new database, or the script.</returns>
/// <example>
/// Create a database and show its description.
/// <code>Initialize-FlowservDatabase ./users.db</code>
/// </example>
/// <example>
/// Save the script for a server administrator, who runs it with psql.
/// <code>Initialize-FlowservDatabase postgresql://db.example.org/accounts -AsScript | Set-Content ./flowserv.sql</code>
/// </example>
/// <returns>The database as Get-FlowservDatabase describes it; with -AsScript, the script as one string.</returns>
/// <example>
/// Create a database whose hashing key is kept in a separate file, and use it.
/// <code>Initialize-FlowservDatabase ./users.db -KeyFile ~/users.key
/// $env:FLOWSERV_KEY_FILE = '~/users.key'</code>
/// </example>
/// <exception cref="InvalidDestinationException">The key file cannot be written.</exception>
/// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
/// <exception cref="NotAFlowservDatabaseException">The file, or the schema on the server, belongs to another program.</exception>
/// <exception cref="DatabaseUnavailableException">The database cannot be created or reached, or the server does not grant this user the right to create it.</exception>
/// <seealso cref="GetFlowservDatabaseCommand"/>
/// <seealso cref="CopyFlowservDatabaseCommand"/>
[Cmdlet(VerbsData.Initialize, "FlowservDatabase", DefaultParameterSetName = CreateSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservDatabase), typeof(string))]
public sealed class InitializeFlowservDatabaseCommand : WholeDatabaseCommand
{
    private const string CreateSet = "Create";
    private const string ScriptSet = "Script";

    /// <summary>Prints the script for a server and changes nothing. The server need not be reachable.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet)]
    public SwitchParameter AsScript { get; set; }

    /// <summary>
    /// Keeps the hashing key in this file instead of in the database, so that a stolen database or backup is not enough to check
    /// password guesses. The file is either new, and readable only by its owner, or an existing key file with one key, which is
    /// used. If the database exists, its key is moved to the file. Keep a copy of the file: without it, nobody can log in.
    /// </summary>
    [Parameter(ParameterSetName = CreateSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
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

    // An existing database may have its key in it.
    private void MoveKeys()
    {
        if (NewKeyFile is { } file && Service.HashingKeys.List(StopToken).Any(key => key.IsInDatabase))
            Service.HashingKeys.MoveToFile(file, StopToken);
        else
            _ = Service;
    }
}
