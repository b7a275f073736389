using System.Runtime.CompilerServices;

namespace FlowservUsers.Tests;

/// <summary>Tests of what only a database in a file has; on a server they do not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileTheoryAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : TheoryAttribute(sourceFilePath, sourceLineNumber);
