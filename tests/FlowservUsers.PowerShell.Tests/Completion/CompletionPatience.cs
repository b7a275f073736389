using System.Runtime.CompilerServices;
using FlowservUsers.Completion;

namespace FlowservUsers.PowerShell.Tests.Completion;

/// <summary>What a person waits for at most on a key press is too short for a machine that runs many tests at once.</summary>
internal static class CompletionPatience
{
    [ModuleInitializer]
    internal static void Raise() => DatabaseCompleter.LongestWait = TimeSpan.FromMinutes(1);
}
