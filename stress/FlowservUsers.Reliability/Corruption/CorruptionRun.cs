namespace FlowservUsers.Reliability.Corruption;

/// <summary>Damages files at random, and looks what comes of their use.</summary>
internal static class CorruptionRun
{
    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int files = options.Amount(40, 1_000);
        report.Say($"Corruption: {files} damaged files, seed {options.Seed}");
        using var folder = new ScratchFolder();
        SampleDatabase sample = SampleDatabase.Create(folder.File("users.db"));
        byte[] whole = File.ReadAllBytes(sample.Path);
        for (int number = 0; number < files; number++)
        {
            byte[] file = [.. whole];
            string damage = Damage.Random(ref file, new Random(options.Seed + number));
            report.Count("files");
            report.Count($"… {Try(file, $"file {options.Seed + number} ({damage})", folder.File($"{number}.db"), sample, report)}");
        }
        report.Close();
        return report;
    }

    private static string Try(byte[] file, string what, string path, SampleDatabase sample, Report report)
    {
        File.WriteAllBytes(path, file);
        string outcome = new Battery(sample, report, what).Run(path);
        foreach (string side in new[] { "", "-wal", "-shm", "-journal", ".backup" })
            File.Delete(path + side);
        return outcome;
    }
}
