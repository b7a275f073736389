using System.Collections;
using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>All the ways in which a person, a log or another process can read an object of a pipeline.</summary>
internal static class Readings
{
    public static IEnumerable<string> Of(PSObject item)
    {
        yield return item.ToString();
        yield return PSSerializer.Serialize(item, depth: 2);
        foreach (PSPropertyInfo property in item.Properties)
            yield return $"{property.Name}: {Value(property)}";
        if (item.BaseObject is ErrorRecord error)
        {
            foreach (string text in OfError(error))
                yield return text;
        }
    }

    public static IEnumerable<string> OfError(ErrorRecord error)
    {
        yield return error.ToString();
        yield return error.Exception.ToString();
        yield return error.FullyQualifiedErrorId;
        yield return error.CategoryInfo.ToString();
        yield return error.ErrorDetails?.ToString() ?? "";
        yield return error.ScriptStackTrace ?? "";
        yield return PSSerializer.Serialize(error);
        yield return PSSerializer.Serialize(error.Exception, depth: 4);
        if (error.TargetObject is { } target)
            yield return $"{target} {PSSerializer.Serialize(target)}";
        foreach (DictionaryEntry data in error.Exception.Data)
            yield return $"{data.Key}: {data.Value}";
        if (error.InvocationInfo is not { } invocation)
            yield break;
        yield return $"{invocation.Line} {invocation.PositionMessage} {invocation.InvocationName}";
        foreach ((string name, object value) in invocation.BoundParameters)
            yield return $"{name}: {PSSerializer.Serialize(value)}";
        foreach (object argument in invocation.UnboundArguments)
            yield return $"{argument}";
    }

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueInvocationException exception)
        {
            return exception;
        }
    }
}
