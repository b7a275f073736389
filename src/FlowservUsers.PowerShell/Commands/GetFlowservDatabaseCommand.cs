using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Describes the database: where it is, what it holds, and what should be put right.</summary>
/// <remarks>
/// <para>Get-FlowservDatabase looks at the file, its permissions, folder and file system, counts users, sessions, reset requests and audit events, looks at the form of the password hashes, and checks the whole file for damage. It changes nothing, and works on a damaged database as far as that can be read.</para>
/// <para>Findings have a severity, a stable code and a message that says what to do. On Windows the permissions of files are not looked at.</para>
/// <para>Of a server it says whether it is a primary or a standby, whether the connection is encrypted, and whether a pooler stands before it; it looks at synchronous_commit and for synchronous standbys that are missing, in place of the file. It does not look for damage there.</para>
/// </remarks>
/// <example>
/// Show which database is used here, and what it holds.
/// <code>Get-FlowservDatabase | Format-List</code>
/// </example>
/// <example>
/// Stop a job if the database is damaged or in danger.
/// <code>if ((Get-FlowservDatabase).Findings.Severity -contains 'Error') { throw 'The user database needs attention.' }</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">There is no database.</exception>
/// <exception cref="NotAFlowservDatabaseException">The file is something else.</exception>
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

    private void Report(string part) => ShowProgress("Looking at the database", part);
}
