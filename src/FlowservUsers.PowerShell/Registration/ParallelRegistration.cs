using FlowservUsers.Users;

namespace FlowservUsers.Registration;

/// <summary>Registers users on several threads, and matches each result to its user.</summary>
internal sealed class ParallelRegistration(UserAccounts accounts, int workers, CancellationToken cancellation) : IDisposable
{
    private readonly BulkRegistration _registration = accounts.RegisterMany(workers, cancellation);
    private readonly Queue<Registrant> _waiting = new();

    /// <summary>The number of users added whose results have not been taken.</summary>
    public int Pending => _registration.Pending;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => _registration.Elapsed;

    /// <summary>Adds a user.</summary>
    public void Add(Registrant registrant)
    {
        registrant.AddTo(_registration);
        _waiting.Enqueue(registrant);
    }

    /// <summary>Takes the results that are ready.</summary>
    public IEnumerable<(Registrant Registrant, BulkRegistrationResult Result)> Take() => Label(_registration.Take());

    /// <summary>Takes all results once no more users will be added.</summary>
    public IEnumerable<(Registrant Registrant, BulkRegistrationResult Result)> Finish() => Label(_registration.Finish());

    /// <summary>Stops the threads.</summary>
    public void Dispose() => _registration.Dispose();

    // Results come in input order.
    private IEnumerable<(Registrant Registrant, BulkRegistrationResult Result)> Label(IEnumerable<BulkRegistrationResult> results) =>
        results.Select(result => (_waiting.Dequeue(), result));
}
