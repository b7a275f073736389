using FlowservUsers.Passwords;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Users;

/// <summary>A password that waits is erased as soon as it is not needed.</summary>
public sealed class PendingRegistrationTests
{
    private static readonly FlowservPolicy Policy = new() { WorkFactor = 4 };
    private readonly char[] _password = "a secret that waits".ToCharArray();

    [Fact]
    public void A_password_is_erased_when_it_is_hashed()
    {
        Create(_password).Work(new PasswordHasher(new byte[32]));

        AssertErased(_password);
    }

    [Fact]
    public void A_password_is_erased_when_it_is_rejected()
    {
        char[] password = "short".ToCharArray();
        PendingRegistration registration = Create(password);
        registration.Work(new PasswordHasher(new byte[32]));

        Assert.IsType<PasswordRejectedException>(registration.Error);
        AssertErased(password);
    }

    [Fact]
    public void A_password_is_erased_when_its_user_cannot_be_registered()
    {
        Create(_password).Fail(new DuplicateUserException("alice"));

        AssertErased(_password);
    }

    [Fact]
    public void Passwords_that_wait_are_erased_when_the_threads_end()
    {
        using var hashing = new HeldHashFunctions();
        var workers = new RegistrationWorkers(new PasswordHasher(new byte[32], hashing), most: 1);
        char[] first = "a secret that is being hashed".ToCharArray();
        PendingRegistration running = Create(first);
        workers.Enqueue(running);
        hashing.Entered.Wait();
        workers.Enqueue(Create(_password));

        workers.Dispose();
        AssertErased(_password);

        hashing.Release();
        running.Wait(CancellationToken.None);
        AssertErased(first);
    }

    private static PendingRegistration Create(char[] password) =>
        new("alice", password, isGenerated: false, UserStatus.Active, Policy) { Name = Username.Parse("alice") };

    private static void AssertErased(char[] password) => Assert.All(password, character => Assert.Equal('\0', character));
}
