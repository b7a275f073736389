using System.Diagnostics;
using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;
using FlowservUsers.Importing;

namespace FlowservUsers.Commands;

/// <summary>Imports users from a database of flowserv-core.</summary>
/// <remarks>
/// <para>Import-FlowservUser reads the database of flowserv-core, an SQLite file or a database on a PostgreSQL server, even while flowserv uses it, and adds its users in one transaction. It never writes to the source. The destination database is created if it does not exist.</para>
/// <para>Users keep their identifiers, names, passwords, valid API keys and open reset requests. A password is rehashed at the next login. Inactive users become pending. Keys of inactive users, expired items, and the built-in user 00000000 are not imported.</para>
/// <para>Each user in the source produces one object that says whether the user was imported and, if not, why. If several users have the same name, or names that differ only in case, the one registered first is imported; on a server, which does not keep that order, it is the one whose row is stored first. Running the import again does not change users that were imported before.</para>
/// <para>With -WhatIf, the objects show what would happen, and nothing is changed.</para>
/// </remarks>
/// <example>
/// Show what an import would do.
/// <code>Import-FlowservUser ./flowserv.db -WhatIf | Where-Object Reason -ne 'would be imported'</code>
/// </example>
/// <example>
/// Import the users of a server that ran in Berlin into a new database.
/// <code>Import-FlowservUser ./flowserv.db -Database ./users.db -TimeZone Europe/Berlin</code>
/// </example>
/// <example>
/// Import the users of a flowserv that stores them on a server.
/// <code>Import-FlowservUser postgresql+psycopg2://reader@db.example.org/flowserv -Database ./users.db</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">The source does not exist, or is an empty file.</exception>
/// <exception cref="NotAFlowservDatabaseException">The source is not a database of flowserv-core.</exception>
/// <exception cref="DatabaseBusyException">Another writer locked the source or the destination for 30 seconds.</exception>
/// <exception cref="DatabaseUnavailableException">The source cannot be read.</exception>
/// <seealso cref="RegisterFlowservUserCommand"/>
/// <seealso cref="GetFlowservUserCommand"/>
[Cmdlet(VerbsData.Import, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservImportResult))]
public sealed class ImportFlowservUserCommand : DatabaseCommand
{
    private readonly ProgressMeter _progress = new("Importing users", "done");
    private bool _isPreview;

    /// <summary>
    /// The database of flowserv-core: a path, or the URL in flowserv's FLOWSERV_DATABASE, such as sqlite:///path,
    /// postgresql://user@host/name or postgresql+psycopg2://user@host/name. The password for a server can come from PGPASSWORD
    /// or the file ~/.pgpass. The server login needs only the right to read api_user, api_key and password_request.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [DatabaseObject]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string Path { get; set; } = "";

    /// <summary>
    /// The time zone of the server that flowserv ran on, or its identifier, such as Europe/Berlin. flowserv stores local
    /// times, and the time zone determines when keys and requests expire. The default is the time zone of this machine. A time
    /// that a clock change makes ambiguous or skips is read with the offset that applied before the change.
    /// </summary>
    [Parameter]
    [TimeZoneTransformation]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNull]
    [PSDefaultValue(Help = "The time zone of this machine")]
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    private protected override bool CreatesDatabase => !_isPreview;

    /// <summary>Imports one source.</summary>
    private protected override void Process()
    {
        if (!TryRun(() => FlowservImport.Read(DatabaseChoice.Resolve(Path, SessionState), TimeZone, StopToken), out FlowservImport? import)
            || !TryRun(() => Chosen.Shown, out string? target))
        {
            return;
        }

        string what = $"Import {import.Count} users of '{import.Source}' into '{target}'";
        bool isAllowed = ShouldProcess(what, $"{what}?", "Import users", out ShouldProcessReason reason);
        _isPreview = reason == ShouldProcessReason.WhatIf;
        if ((isAllowed || _isPreview)
            && TryRun(() => isAllowed ? Run(import) : import.Preview(FindTarget(), StopToken), out IReadOnlyList<FlowservImportResult>? results))
        {
            WriteObject(results, enumerateCollection: true);
        }
    }

    private IReadOnlyList<FlowservImportResult> Run(FlowservImport import)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<FlowservImportResult> results = import.Run(Service, Report, StopToken);
        if (_progress.End() is { } end)
            WriteProgress(end);
        return results;

        void Report(int done, int total)
        {
            if (_progress.Report(Stopwatch.GetElapsedTime(start), done, total) is { } record)
                WriteProgress(record);
        }
    }

    private LocalUserService? FindTarget()
    {
        try
        {
            return Service;
        }
        catch (DatabaseNotFoundException)
        {
            return null;
        }
    }
}
