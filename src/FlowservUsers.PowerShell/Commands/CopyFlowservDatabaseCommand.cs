using System.Management.Automation;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Copies the whole database into an empty one, including from a file to a server and back.</summary>
/// <remarks>
/// <para>Users keep their identifiers and passwords, sessions their API keys, and reset requests their identifiers; the policy, the counters of failed logins and the audit trail are copied too. The copy shows the database at a single moment, whatever is written meanwhile, and is stored in one transaction: either everything is copied or nothing is. Every row is read back and compared before the transaction commits.</para>
/// <para>The destination is a file that does not exist, which only its owner will be able to read, or a database that has never been used. No other process should have the destination open. Changes made to the source after the copy are not in the destination.</para>
/// </remarks>
/// <example>
/// Move from a file to a server: copy, then use the server.
/// <code>Copy-FlowservDatabase -Database ./users.db -Destination postgresql://flowserv@db.example.org/accounts
/// Set-FlowservDatabase postgresql://flowserv@db.example.org/accounts</code>
/// </example>
/// <example>
/// Copy the users from a server to a file.
/// <code>Copy-FlowservDatabase -Database postgresql://flowserv@db.example.org/accounts -Destination ./users.db</code>
/// </example>
/// <exception cref="DatabaseNotEmptyException">The destination contains users, settings or events.</exception>
/// <exception cref="DatabaseNotFoundException">The source database does not exist.</exception>
/// <exception cref="DatabaseUnavailableException">One of the two databases cannot be opened or reached.</exception>
/// <seealso cref="BackupFlowservDatabaseCommand"/>
/// <seealso cref="SetFlowservDatabaseCommand"/>
[Cmdlet(VerbsCommon.Copy, "FlowservDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservCopyResult))]
public sealed class CopyFlowservDatabaseCommand : WholeDatabaseCommand
{
    /// <summary>The database to copy to: the path of a new file, a sqlite:///path URL, or the postgresql:// URL of an empty database.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string Destination { get; set; } = "";

    /// <summary>Copies the database.</summary>
    private protected override void ProcessDatabase()
    {
        if (!TryRun(() => DatabaseChoice.Resolve(Destination, SessionState), out string? destination)
            || !TryRun(() => Service, out LocalUserService? service))
        {
            return;
        }

        string shown = LocalUserService.DescribeLocation(destination);
        if (!ShouldProcess(shown, $"Copy the database '{service.Location}'"))
            return;
        if (TryRun(() => service.Database.CopyTo(destination, done => ShowProgress("Copying the database", shown, done), StopToken), out FlowservCopyResult? result))
        {
            foreach (string warning in result.Warnings)
                WriteWarning(warning);
            WriteObject(result);
        }
    }
}
