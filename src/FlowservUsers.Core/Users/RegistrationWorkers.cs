using FlowservUsers.Passwords;

namespace FlowservUsers.Users;

/// <summary>Threads that hash passwords, started when there is work for them.</summary>
/// <param name="hasher">The hasher of the database.</param>
/// <param name="most">The most threads.</param>
internal sealed class RegistrationWorkers(PasswordHasher hasher, int most) : IDisposable
{
    private readonly Queue<PendingRegistration> _waiting = new();
    private int _started;
    private bool _ended;

    public void Enqueue(PendingRegistration registration)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(registration);
            Monitor.Pulse(_waiting);
            if (_started == most)
                return;
            _started++;
        }
        // Separate threads: minutes of work on the thread pool would block other work.
        new Thread(Work) { IsBackground = true, Name = "FlowservUsers registration" }.Start();
    }

    /// <summary>Ends the threads, each after the hash it is at. Passwords that still wait are erased.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _ended = true;
            foreach (PendingRegistration registration in _waiting)
                registration.Discard();
            _waiting.Clear();
            Monitor.PulseAll(_waiting);
        }
    }

    private void Work()
    {
        while (Next() is { } registration)
            registration.Work(hasher);
    }

    private PendingRegistration? Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_ended)
                Monitor.Wait(_waiting);
            return _ended ? null : _waiting.Dequeue();
        }
    }
}
