namespace FlowservUsers.Reliability.Bystanders;

/// <summary>
/// The child that registers and deletes users, and says so ("try", "done"), while a thread of its own reads and copies the files
/// of the database as any program does.
/// </summary>
internal sealed class BystanderWorker
{
    private const int MostUsers = 12;

    private readonly LocalUserService _service;
    private readonly string _name;
    private readonly Random _random;
    private readonly Dictionary<string, string> _present = [];

    private BystanderWorker(LocalUserService service, string name, Random random)
    {
        _service = service;
        _name = name;
        _random = random;
    }

    /// <summary>Works until it is killed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="name">What the names of its users begin with.</param>
    /// <param name="seed">Where the random choices start.</param>
    public static int Run(string database, string name, int seed)
    {
        new Thread(() => Read(database, name, new Random(seed))) { IsBackground = true }.Start();
        using var service = LocalUserService.Open(database);
        var worker = new BystanderWorker(service, name, new Random(seed));
        foreach (FlowservUser user in service.ListUsers(name))
            worker._present[user.Username] = user.Id;
        WorkerOutput.Say("ready");
        for (int number = 0; ; number++)
            worker.Next($"{name}{seed}-{number}");
    }

    private void Next(string unique)
    {
        if (_present.Count > 0 && (_present.Count > MostUsers || _random.Next(2) == 0))
        {
            string name = _present.Keys.ElementAt(_random.Next(_present.Count));
            WorkerOutput.Say($"try remove {name}");
            _service.Accounts.Unregister(_present[name]);
            _present.Remove(name);
        }
        else
        {
            WorkerOutput.Say($"try add {unique}");
            _present[unique] = _service.RegisterUser(unique, Passwords.Of(_name, 0)).Id;
        }
        WorkerOutput.Say("done");
    }

    private static void Read(string database, string name, Random random)
    {
        string copy = $"{database}.{name}.copy";
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            string file = database + new[] { "", "-wal", "-shm" }[random.Next(3)];
            try
            {
                if (random.Next(3) == 0)
                {
                    File.Copy(file, copy, overwrite: true);
                    continue;
                }
                FileAccess access = random.Next(2) == 0 ? FileAccess.Read : FileAccess.ReadWrite;
                using var stream = new FileStream(file, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                for (int reads = random.Next(3); reads > 0; reads--)
                    _ = stream.Read(buffer);
            }
            catch (IOException)
            {
                // There is no log at the moment.
            }
        }
    }
}
