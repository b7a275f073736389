using System.Text;
using System.Text.RegularExpressions;
using FlowservUsers.Core.Tests.Importing;
using FlowservUsers.Core.Tests.Passwords;
using FlowservUsers.Importing;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Core.Tests.Keys;

/// <summary>Users who came from other systems with their hashes: one of each format, and one of flowserv.</summary>
internal sealed partial class ForeignUsers
{
    private static readonly string[] Schemes =
    [
        PasswordSchemes.Bcrypt, PasswordSchemes.Pbkdf2, PasswordSchemes.Pbkdf2Sha512, PasswordSchemes.Pbkdf2Sha1, PasswordSchemes.FlowservPbkdf2,
    ];

    private readonly Dictionary<string, string> _passwords;

    private ForeignUsers(Dictionary<string, string> passwords) => _passwords = passwords;

    public IReadOnlyList<string> Names => [.. _passwords.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Registers them, one by one and in bulk, and imports one.</summary>
    public static ForeignUsers Add(LocalUserService service, KeyPlaces places, string prefix)
    {
        Dictionary<string, string> passwords = [];
        using BulkRegistration bulk = service.Accounts.RegisterMany(1);
        foreach ((string name, HashVectors.HashVector vector) in Vectors(prefix))
        {
            passwords.Add(name, vector.Password);
            passwords.Add(name + "-bulk", vector.Password);
            service.Accounts.RegisterWithHash(name, vector.Hash);
            bulk.AddWithHash(name + "-bulk", vector.Hash);
        }
        Assert.All(bulk.Finish(), result => Assert.NotNull(result.GetUser()));

        string source = places.File(prefix + ".flowserv");
        using (var flowserv = new FlowservFile(source))
            flowserv.AddUser(prefix + "-flowserv");
        Assert.True(Assert.Single(FlowservImport.Read(source, TimeZoneInfo.Utc).Run(service)).Imported);
        passwords.Add(prefix + "-flowserv", FlowservFile.Password);
        return new ForeignUsers(passwords);
    }

    /// <summary>Stores them with the hashes as they are, as was done before these were encrypted.</summary>
    public static ForeignUsers AddUnencrypted(TestDatabase database, string prefix)
    {
        Dictionary<string, string> passwords = [];
        using IUserStore store = database.OpenStore();
        foreach ((string name, HashVectors.HashVector vector) in Vectors(prefix))
        {
            passwords.Add(name, vector.Password);
            store.AddUsers([new NewUser(UserId.New(), Username.Parse(name), UserStatus.Active, ForeignHash.Read(vector.Hash)!, database.Clock.GetUtcNow())]);
        }
        return new ForeignUsers(passwords);
    }

    public ForeignUsers With(ForeignUsers others) => new(_passwords.Concat(others._passwords).ToDictionary());

    public void LogIn(LocalUserService service)
    {
        foreach ((string name, string password) in _passwords)
        {
            service.LoginUser(name, password);
            service.LoginUser(name, password);
        }
    }

    /// <summary>
    /// Whose passwords a thief finds who guesses well: with each text that could be a hash of another system, and with every 32
    /// bytes in a row as the key of what is stored of a user.
    /// </summary>
    public IReadOnlyList<string> Guessed(byte[] loot, TestDatabase database)
    {
        using IUserStore store = database.OpenStore();
        var wanted = store.ReadHashingKeys().Select(key => key.Id).ToHashSet();
        KeyRing keys = new([.. StolenDatabaseTests.Windows(loot).Where(key => wanted.Contains(key.Id)).DistinctBy(key => key.Id), new HashingKey(new byte[32])]);
        var hasher = new PasswordHasher(keys, new HashFunctions());
        PasswordHash[] texts = [.. Hash().Matches(Encoding.Latin1.GetString(loot)).SelectMany(match => Candidates(match.Value)).Distinct()];
        return
        [
            .. Names.Where(name =>
            {
                StoredUser user = store.FindUser(Username.Parse(name).Key)!;
                return texts.Any(text => IsHit(hasher.Verify(_passwords[name], text, 4)))
                    || IsHit(hasher.Verify(_passwords[name], user.Password with { KeyId = user.Password.KeyId ?? "none" }, 4, userId: user.User.Id));
            }),
        ];
    }

    private static bool IsHit(PasswordVerification outcome) => outcome is PasswordVerification.Success or PasswordVerification.SuccessRehashNeeded;

    // What follows the hash in a file can be of its alphabet.
    private static IEnumerable<PasswordHash> Candidates(string text) => Enumerable.Range(0, Math.Min(text.Length - 40, 90))
        .SelectMany(cut => Schemes.Select(scheme => new PasswordHash(scheme, text[..^cut])))
        .Where(hash => StoredHash.Read(hash) is not null);

    private static IEnumerable<(string Name, HashVectors.HashVector Vector)> Vectors(string prefix) => HashVectors.Accepted
        .DistinctBy(vector => (vector.Format, vector.Hash[..4]))
        .Select((vector, number) => ($"{prefix}-{number:00}", vector));

    [GeneratedRegex(@"\$(2[aby]\$\d\d|pbkdf2-sha\d+\$\d+)\$[./$A-Za-z0-9]{40,200}")]
    private static partial Regex Hash();
}
