namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>The bare hash function, over text of the same length that the service hashes.</summary>
internal static class RawBcrypt
{
    private static readonly string Input = new('x', 64);

    public static void Hash(int workFactor) => BCrypt.Net.BCrypt.HashPassword(Input, workFactor);

    /// <summary>Hashes on all cores.</summary>
    public static void HashMany(int count, int workFactor)
    {
        int left = count;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        void Work()
        {
            while (Interlocked.Decrement(ref left) >= 0)
                Hash(workFactor);
        }
    }
}
