using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests;

/// <summary>All that a script gave out.</summary>
public sealed record EngineOutcome(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    RuntimeException? Failure)
{
    /// <summary>What was shown as progress.</summary>
    public IReadOnlyList<string> Progress { get; init; } = [];

    /// <summary>The output as objects of a type.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <summary>The one object that was written; there was no error.</summary>
    public T One<T>()
    {
        Succeeded();
        return Assert.IsAssignableFrom<T>(Assert.Single(Output).BaseObject);
    }

    /// <summary>There was no error of any kind.</summary>
    public EngineOutcome Succeeded()
    {
        Assert.Null(Failure?.Message);
        Assert.Empty(Errors.Select(error => error.ToString()));
        return this;
    }

    /// <summary>The one error, which did not end the script, with the first part of its id.</summary>
    public ErrorRecord NonTerminating(string errorId)
    {
        Assert.Null(Failure?.Message);
        return WithId(Assert.Single(Errors), errorId);
    }

    /// <summary>The error that ended the script, with the first part of its id.</summary>
    public ErrorRecord Terminating(string errorId)
    {
        Assert.NotNull(Failure);
        return WithId(Failure.ErrorRecord, errorId);
    }

    private static ErrorRecord WithId(ErrorRecord error, string errorId)
    {
        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        return error;
    }
}
