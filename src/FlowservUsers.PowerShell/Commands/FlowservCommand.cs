using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlowservUsers.Binding;

namespace FlowservUsers.Commands;

/// <summary>What all cmdlets share: they can be stopped, and they report errors the same way.</summary>
public abstract class FlowservCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private ProgressRecord? _progress;

    /// <summary>Fires when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Whether -WhatIf is in effect, from the command line or from the session's preference.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? (SwitchParameter)given
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Asks whether to continue, or says what would be done; the text shown cannot control a terminal or forge a line.</summary>
    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(DisplayText.Whole(target), DisplayText.Whole(action));

    /// <summary>Writes a verbose message; the text shown cannot control a terminal or forge a line.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Whole(text));

    /// <summary>Writes a warning; the text shown cannot control a terminal or forge a line.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(DisplayText.Whole(text));

    /// <summary>The error of a command that was given an object of the pipeline and takes none of that kind.</summary>
    private protected InvalidInputException UnusableInput() => new(
        $"{MyInvocation.MyCommand.Name} cannot use the object that was piped to it. Get-Help {MyInvocation.MyCommand.Name} -Full shows what each parameter takes.");

    /// <summary>Prepares the work.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Processes one pipeline object.</summary>
    private protected virtual void Process()
    {
    }

    /// <summary>Finishes after the last pipeline object.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>Prepares the work.</summary>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        RequireOwnVersion();
        Begin();
    });

    /// <summary>Processes one pipeline object.</summary>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <summary>Finishes after the last pipeline object.</summary>
    protected sealed override void EndProcessing() => Guard(End);

    /// <summary>Asks the running operation to end.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends the cmdlet.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the cmdlet.</summary>
    /// <param name="disposing">True if it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _stop.Dispose();
        // Errors, including binding errors, contain the bound values, and an exported error would contain them in plain text except on Windows.
        foreach ((string name, object? value) in MyInvocation.BoundParameters.ToArray())
            MyInvocation.BoundParameters[name] = BoundValue.CanBeShown(value) ? value : null;
    }

    /// <summary>
    /// Runs an operation. An error of an item is written and the pipeline continues; a database that cannot be used ends it.
    /// </summary>
    /// <param name="operation">The operation; it writes nothing to the pipeline itself.</param>
    /// <param name="result">The result of the operation.</param>
    /// <param name="item">What the error is about, if the exception does not say.</param>
    /// <returns>Whether it succeeded.</returns>
    private protected bool TryRun<T>(Func<T> operation, [NotNullWhen(true)] out T? result, object? item = null)
        where T : notnull => TryRunOnce(() => RunOnPresentDatabase(operation), out result, item);

    /// <summary>Runs an operation that continues where an earlier one ended, and cannot be restarted.</summary>
    private protected bool TryRunOnce<T>(Func<T> operation, [NotNullWhen(true)] out T? result, object? item = null)
        where T : notnull
    {
        result = default;
        ErrorRecord error;
        bool isFatal;
        try
        {
            result = operation();
            EndProgress();
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (FlowservException exception)
        {
            isFatal = exception is DatabaseException;
            error = ErrorRecords.Create(exception, item);
        }

        EndProgress();
        if (isFatal)
            ThrowTerminatingError(error);
        WriteError(error);
        return false;
    }

    /// <summary>Runs an operation that returns nothing.</summary>
    /// <returns>Whether it succeeded.</returns>
    private protected bool TryRun(Action operation, object? item = null) => TryRun(
        () =>
        {
            operation();
            return true;
        },
        out _,
        item);

    /// <summary>Runs an operation and writes its result.</summary>
    private protected void RunAndWrite<T>(Func<T> operation, object? item = null)
        where T : notnull
    {
        if (TryRun(operation, out T? result, item))
            WriteObject(result);
    }

    /// <summary>Writes objects as they are read.</summary>
    private protected void WriteEach<T>(IEnumerable<T> objects)
    {
        using IEnumerator<T> enumerator = objects.GetEnumerator();
        // One delegate for all objects.
        Func<bool> moveNext = enumerator.MoveNext;
        while (TryRunOnce(moveNext, out bool hasNext) && hasNext)
            WriteObject(enumerator.Current);
    }

    /// <summary>Shows the progress of a long operation until <see cref="TryRun{T}(Func{T}, out T, object?)"/> returns.</summary>
    /// <param name="activity">What is being done.</param>
    /// <param name="item">What it is done to.</param>
    /// <param name="done">The fraction done, 0 to 1, if known.</param>
    private protected void ShowProgress(string activity, string item, double? done = null)
    {
        _progress = new ProgressRecord(0, activity, item);
        if (done is { } part)
            _progress.PercentComplete = (int)(part * 100);
        WriteProgress(_progress);
    }

    /// <summary>Whether an operation is run again because its database was replaced meanwhile.</summary>
    private protected virtual bool CanTryAgain() => false;

    // After another version was imported and removed, PowerShell takes its assemblies for those of the module it imports.
    private void RequireOwnVersion()
    {
        Version loaded = typeof(FlowservCommand).Assembly.GetName().Version!;
        if (MyInvocation.MyCommand.Module?.Version is { } imported && (imported.Major, imported.Minor, imported.Build) != (loaded.Major, loaded.Minor, loaded.Build))
            throw new OtherVersionLoadedException(new Version(loaded.Major, loaded.Minor, loaded.Build), imported);
    }

    /// <summary>Makes sure that every error, even an unexpected one, has an id of this module.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (FlowservException exception)
        {
            ThrowTerminatingError(ErrorRecords.Create(exception));
        }
        catch (Exception exception) when (!IsOfPowerShell(exception))
        {
            ThrowTerminatingError(ErrorRecords.Create(new UnexpectedException(exception)));
        }
    }

    // Exceptions from PowerShell and from later commands pass through: errors, a stop, the end of Select-Object -First.
    private static bool IsOfPowerShell(Exception exception) => exception is RuntimeException
        || exception.GetType().Assembly == typeof(PSCmdlet).Assembly;

    private T RunOnPresentDatabase<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (DatabaseException) when (CanTryAgain())
        {
            return operation();
        }
    }

    private void EndProgress()
    {
        if (_progress is null)
            return;
        WriteProgress(new ProgressRecord(_progress.ActivityId, _progress.Activity, _progress.StatusDescription) { RecordType = ProgressRecordType.Completed });
        _progress = null;
    }
}
