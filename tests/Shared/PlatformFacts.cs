using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace FlowservUsers.Tests;

/// <summary>A test of what only Unix has: modes, libc, open files that are deleted. On Windows it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(UnixFactDiscoverer))]
public sealed class UnixFactAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : FactAttribute(sourceFilePath, sourceLineNumber);

/// <summary>Tests of what only Unix has. On Windows they do not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(UnixTheoryDiscoverer))]
public sealed class UnixTheoryAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : TheoryAttribute(sourceFilePath, sourceLineNumber);

/// <summary>A test of what only Windows has: access control lists, drive letters, files that are locked while they are open.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(WindowsFactDiscoverer))]
public sealed class WindowsFactAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : FactAttribute(sourceFilePath, sourceLineNumber);

/// <summary>Finds the tests on Unix.</summary>
public sealed class UnixFactDiscoverer : FactDiscoverer
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        OperatingSystem.IsWindows() ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds the tests on Unix.</summary>
public sealed class UnixTheoryDiscoverer : TheoryDiscoverer
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        OperatingSystem.IsWindows() ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds the tests on Windows.</summary>
public sealed class WindowsFactDiscoverer : FactDiscoverer
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        OperatingSystem.IsWindows() ? base.Discover(discoveryOptions, testMethod, factAttribute) : new([]);
}
