namespace FlowservUsers.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">What has to be done before each try, outside the measured time; it is told the number of the try.</param>
/// <param name="Work">What is measured; it is told the number of the try.</param>
internal sealed record BenchmarkCase(string Name, Action<int> Prepare, Action<int> Work);
