using System.Runtime.CompilerServices;

namespace FlowservUsers.Tests;

/// <summary>A test of what only a database in a file has; on a server it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileFactAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : FactAttribute(sourceFilePath, sourceLineNumber);
