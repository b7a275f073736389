namespace FlowservUsers.Benchmarks;

/// <summary>A case to measure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prepare">The preparation before each try, which is not measured; receives the number of the try.</param>
/// <param name="Work">The measured work; receives the number of the try.</param>
internal sealed record BenchmarkCase(string Name, Action<int> Prepare, Action<int> Work);
