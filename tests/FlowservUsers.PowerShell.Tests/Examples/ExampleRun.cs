using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>Types an example at a place that is fit for it, and looks at what comes out.</summary>
internal static partial class ExampleRun
{
    /// <summary>The names of the examples of which something can be run, with or without environment variables.</summary>
    public static IEnumerable<string> Names(bool usingEnvironment) =>
        from example in DocumentedExamples.All.Values
        where example.Code.Contains("env:", StringComparison.OrdinalIgnoreCase) == usingEnvironment && Commands(example).Any()
        select example.Name;

    /// <summary>The commands of an example but those that cannot be run.</summary>
    public static IEnumerable<string> Commands(Example example) => Statements(example).Except(ExampleNotes.LeftOut[example.Name]);

    /// <summary>All commands of an example.</summary>
    public static IEnumerable<string> Statements(Example example)
    {
        ScriptBlockAst script = Parser.ParseInput(example.Code, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(error => error.Message));
        return script.EndBlock.Statements.Select(statement => statement.Extent.Text);
    }

    /// <summary>Runs an example: no error, output where it is meant to give some, else its work done.</summary>
    public static void Check(string name)
    {
        Example example = DocumentedExamples.All[name];
        using var site = new ExampleSite();
        if (FirstRegistration().Match(example.Code) is { Success: true } first)
            site.Run($"Unregister-FlowservUser {first.Groups["name"].Value} -Confirm:$false");
        if (ExampleNotes.Preparations.TryGetValue(name, out string? preparation))
            site.Run(preparation);

        object[] output = [.. Commands(example).SelectMany(site.Type)];

        Assert.Equal(example.Code.Contains("-WhatIf"), site.Written.Any(text => text.StartsWith("What if: ", StringComparison.Ordinal)));
        if (ExampleNotes.Proofs.TryGetValue(name, out string? proof))
        {
            Assert.Empty(output);
            Assert.True(site.Run($"[bool]({proof})").One<bool>());
        }
        else
        {
            Assert.NotEmpty(output);
        }
    }

    /// <summary>Who is registered by the first command is not there before.</summary>
    [GeneratedRegex(@"\A\s*Register-FlowservUser (?<name>\w+)")]
    private static partial Regex FirstRegistration();
}
