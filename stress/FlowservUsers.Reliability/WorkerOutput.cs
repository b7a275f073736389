namespace FlowservUsers.Reliability;

/// <summary>What a worker tells the process that started it.</summary>
internal static class WorkerOutput
{
    /// <summary>Writes a line that is there even if the worker is killed at once.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
