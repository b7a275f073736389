using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Describes the database: where it is, what it contains, and what needs attention.</summary>
/// <remarks>
/// <para>Get-FlowservDatabase checks the file, its permissions, folder and file system; counts users, sessions, reset requests and audit events; checks the form of the password hashes; and checks the whole file for damage. It changes nothing, and reports on a damaged database as far as it can be read.</para>
/// <para>Findings have a severity, a stable code, and a message that says what to do. On Windows, file permissions are not checked.</para>
/// <para>For a server, it reports whether the server is a primary or a standby, whether the connection is encrypted, and whether it goes through a pooler. Instead of the file, it checks synchronous_commit and looks for missing synchronous standbys. It does not check a server for damage.</para>
/// </remarks>
/// <example>
/// Show which database is in use, and what it contains.
/// <code>Get-FlowservDatabase | Format-List</code>
/// </example>
/// <example>
/// Stop a job if the database is damaged or at risk.
/// <code>if ((Get-FlowservDatabase).Findings.Severity -contains 'Error') { throw 'The user database needs attention.' }</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">The database does not exist.</exception>
/// <exception cref="NotAFlowservDatabaseException">The file is not a FlowservUsers database.</exception>
/// <seealso cref="BackupFlowservDatabaseCommand"/>
/// <seealso cref="SetFlowservDatabaseCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservDatabase")]
[OutputType(typeof(FlowservDatabase))]
public sealed class GetFlowservDatabaseCommand : WholeDatabaseCommand
{
    /// <summary>Writes the description.</summary>
    private protected override void ProcessDatabase()
    {
        if (TryRun(() => Chosen, out ChosenDatabase? chosen))
        {
            WriteVerbose($"Using the database '{chosen.Shown}' ({chosen.Reason}).");
            RunAndWrite(() => UserDatabase.Describe(chosen.Location, null, Report, StopToken) with { Reason = chosen.Reason });
        }
    }

    private void Report(string part) => ShowProgress("Checking the database", part);
}
