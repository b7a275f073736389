using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Users;

/// <summary>
/// Registers many users: hashes on several threads, commits in batches, and returns the results in input order, each
/// after its commit. One thread adds users and takes results in turn, and only that thread commits: a result that it has not
/// taken when it stops is not registered, except for the rest of one batch.
/// </summary>
public sealed class BulkRegistration : IDisposable
{
    /// <summary>The maximum number of users in one commit. If fewer are ready, they are committed, so that none waits for others.</summary>
    internal const int BatchSize = 64;

    // Enough that no thread runs out of work during a commit.
    private const int WaitingPerWorker = 4;

    private readonly ServiceContext _context;
    private readonly CancellationToken _cancellation;
    private readonly PasswordHasher _hasher;
    private readonly RegistrationWorkers _workers;
    private readonly int _capacity;
    private readonly Queue<PendingRegistration> _pending = new();
    private readonly long _start;
    private FlowservPolicy _policy;

    internal BulkRegistration(ServiceContext context, int workers, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _context = context;
        _cancellation = cancellation;
        _hasher = context.Hasher;
        _workers = new RegistrationWorkers(_hasher, workers);
        _capacity = BatchSize + WaitingPerWorker * workers;
        _policy = context.Store.ReadPolicy(cancellation);
        _start = context.Clock.GetTimestamp();
    }

    /// <summary>How many users were added whose results have not been taken.</summary>
    public int Pending { get; private set; }

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => _context.Clock.GetElapsedTime(_start);

    /// <summary>Adds a user. What speaks against it comes with its result.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="password">The password, against the policy.</param>
    /// <param name="status">The initial status of the user.</param>
    public void Add(string username, ReadOnlySpan<char> password, UserStatus status = UserStatus.Active) =>
        Add(new PendingRegistration(username ?? "", password.ToArray(), isGenerated: false, status, _policy), _workers.Enqueue);

    /// <summary>Adds a user with a random password of at least 128 bits, which comes with its result.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="status">The initial status of the user.</param>
    public void AddWithGeneratedPassword(string username, UserStatus status = UserStatus.Active) =>
        Add(
            new PendingRegistration(username ?? "", PasswordGenerator.Generate(_policy.MinimumPasswordLength), isGenerated: true, status, _policy),
            _workers.Enqueue);

    /// <summary>Adds a user with the password hash of another system, as <see cref="UserAccounts.RegisterWithHash"/> does.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="passwordHash">The hash as the other system stores it.</param>
    /// <param name="status">The initial status of the user.</param>
    public void AddWithHash(string username, ReadOnlySpan<char> passwordHash, UserStatus status = UserStatus.Active)
    {
        PasswordHash? hash = ForeignHash.Read(passwordHash);
        Add(
            new PendingRegistration(username ?? "", [], isGenerated: false, status, _policy),
            registration => registration.Complete(
                _hasher.Encrypt(hash ?? throw new InvalidPasswordHashException(registration.Name.Text), registration.Id)));
    }

    /// <summary>Takes the results that are ready. Waits for some while too many users wait.</summary>
    /// <returns>The results; each batch is committed when its first is enumerated.</returns>
    /// <exception cref="OperationCanceledException">The registration was stopped.</exception>
    public IEnumerable<BulkRegistrationResult> Take() => Take(waitForAll: false);

    /// <summary>Takes all results once no more users will be added.</summary>
    /// <returns>The results; each batch is committed when its first is enumerated.</returns>
    /// <exception cref="OperationCanceledException">The registration was stopped.</exception>
    public IEnumerable<BulkRegistrationResult> Finish() => Take(waitForAll: true);

    /// <summary>Ends the threads, and erases every password that still waits.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        while (_pending.TryDequeue(out PendingRegistration? registration))
        {
            // One that is being hashed is erased by its thread.
            if (registration.IsFinished)
                registration.Discard();
        }
    }

    private void Add(PendingRegistration registration, Action<PendingRegistration> prepare)
    {
        try
        {
            registration.Name = Username.Parse(registration.Given);
            if (_context.Store.FindUser(registration.Name.Key, _cancellation) is not null)
                throw new DuplicateUserException(registration.Name.Text);
            prepare(registration);
        }
        catch (FlowservException exception) when (exception is not DatabaseException)
        {
            registration.Fail(exception);
        }
        catch
        {
            registration.Discard();
            throw;
        }

        _pending.Enqueue(registration);
        Pending++;
    }

    private IEnumerable<BulkRegistrationResult> Take(bool waitForAll)
    {
        while (_pending.TryPeek(out PendingRegistration? next))
        {
            if (waitForAll || _pending.Count >= _capacity)
                next.Wait(_cancellation);
            if (!next.IsFinished)
                break;
            foreach (BulkRegistrationResult result in Commit())
            {
                Pending--;
                yield return result;
            }
        }
    }

    private List<BulkRegistrationResult> Commit()
    {
        List<PendingRegistration> batch = [.. _pending.TakeWhile(registration => registration.IsFinished).Take(BatchSize)];
        DateTimeOffset now = _context.Now;
        List<NewUser> users =
        [
            .. batch.Where(registration => registration.Hash is not null)
                .Select(registration => new NewUser(registration.Id, registration.Name, registration.Status, registration.Hash!, now)),
        ];
        IReadOnlyList<bool> added = users.Count == 0 ? [] : _context.Store.AddUsers(users, _cancellation);

        var results = new List<BulkRegistrationResult>(batch.Count);
        int index = 0;
        foreach (PendingRegistration registration in batch)
        {
            _pending.Dequeue();
            if (registration.Hash is null)
                results.Add(new BulkRegistrationResult(registration.Given, null, registration.Error));
            else
                results.Add(Result(registration, users[index], added[index++]));
        }
        _policy = _context.Store.ReadPolicy(_cancellation);
        return results;
    }

    private static BulkRegistrationResult Result(PendingRegistration registration, NewUser user, bool added)
    {
        if (!added)
        {
            registration.Discard();
            return new BulkRegistrationResult(registration.Given, null, new DuplicateUserException(user.Name.Text));
        }
        FlowservUser registered = registration.GeneratedPassword is { } password
            ? new FlowservUserWithPassword(user.ToUser(), password)
            : user.ToUser();
        return new BulkRegistrationResult(registration.Given, registered, null);
    }
}
