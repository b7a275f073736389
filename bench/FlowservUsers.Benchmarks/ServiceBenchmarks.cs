using BenchmarkDotNet.Attributes;
using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Databases;
using FlowservUsers.Sessions;

namespace FlowservUsers.Benchmarks;

/// <summary>Microbenchmarks: the most frequent operations, and the memory that they allocate.</summary>
[InProcess]
[MemoryDiagnoser]
public class ServiceBenchmarks : IDisposable
{
    private SampleDatabases _databases = null!;
    private SampleDatabase _database = null!;
    private PreparedLookup _lookup = null!;

    [GlobalSetup]
    public void Build()
    {
        _databases = new SampleDatabases();
        _database = _databases.Get(10_000);
        _lookup = new PreparedLookup(_database.Path);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _lookup.Dispose();
        _databases.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public FlowservUser PreparedStatement() => _lookup.WhoAmI(_database.ApiKey);

    [Benchmark]
    public FlowservUser WhoAmI() => _database.Service.WhoAmIUser(_database.ApiKey);

    [Benchmark]
    public byte[]? HashOfKey() => Token.Hash(_database.ApiKey);

    [Benchmark]
    public FlowservUser FindByName() => _database.Service.Accounts.Get("User0000500");

    [Benchmark]
    public int ListHundredByPrefix() => _database.Service.ListUsers(SampleDatabase.PrefixOfHundred).Count();
}
