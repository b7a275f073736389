namespace FlowservUsers.Tests;

/// <summary>Marks what only a database in a file has, and is no test here.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileTheoryAttribute : Attribute;
