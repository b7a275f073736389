using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Tests;

public sealed class DamagedListingTests : IDisposable
{
    private const int Users = 1_300;
    private const int PageEnd = 1_100; // the first page has 100 rows, the next 1,000

    private readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_listing_of_a_file_with_rows_out_of_order_ends()
    {
        using (LocalUserService service = _file.Open())
        {
            PasswordHash hash = service.Context.Hasher.Hash(TestFile.Password, 4);
            // Capitals, so that the names themselves stay as they are.
            IReadOnlyList<bool> added = service.Context.Store.AddUsers([.. Enumerable.Range(0, Users).Select(number => new NewUser(
                Guid.NewGuid().ToString("N"), Username.Parse($"KEY{number:0000}"), UserStatus.Active, hash, DateTimeOffset.UnixEpoch))]);
            Assert.DoesNotContain(false, added);
        }
        // Alice is the first, so this is the last row of the second page; its key leads back to the start.
        Replace($"key{PageEnd - 2:0000}", "aaa0000");

        using LocalUserService damaged = _file.Open();
        Assert.Throws<DatabaseCorruptException>(() => damaged.ListUsers().Take(10 * Users).Count());
    }

    private void Replace(string text, string by)
    {
        byte[] file = File.ReadAllBytes(_file.Path);
        byte[] pattern = Encoding.ASCII.GetBytes(text);
        int place;
        while ((place = file.AsSpan().IndexOf(pattern)) >= 0)
            Encoding.ASCII.GetBytes(by).CopyTo(file, place);
        File.WriteAllBytes(_file.Path, file);
    }
}
