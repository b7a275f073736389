using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Users;
using FsCheck;
using FsCheck.Fluent;

namespace FlowservUsers.Reliability.Fuzz;

/// <summary>What has to hold for whatever somebody types.</summary>
internal sealed class PropertyRun : IDisposable
{
    private const int WorkFactor = 4;

    private readonly ScratchFolder _folder = new();
    private readonly LocalUserService _service;
    private readonly PasswordHasher _hasher = new(new byte[HashingKey.Length]);
    private readonly RunOptions _options;
    private readonly Report _report;

    private PropertyRun(RunOptions options, Report report)
    {
        _options = options;
        _report = report;
        _service = LocalUserService.Open(_folder.File("users.db"), new LocalUserServiceOptions { CreateDatabase = true });
        _service.Policy.Set(_service.Policy.Get() with { WorkFactor = WorkFactor });
    }

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        report.Say($"Properties: seed {options.Seed}");
        using (var run = new PropertyRun(options, report))
            run.RunAll();
        report.Close();
        return report;
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    private void RunAll()
    {
        ForTexts("normalising a name twice changes nothing", 20_000, (name, _) => NameIsStable(name));
        ForTexts("a prefix query finds exactly the keys with the prefix", 20_000, PrefixFindsWhatBeginsSo);
        ForTexts("a user is found by the name that was given", 1_000, (name, _) => UserComesBack(name));
        ForTexts("an accepted password logs in, and another does not", 2_000, PasswordIsKnownAgain);
        ForTexts("an invalid stored hash matches no password", 2_000, StoredHashIsHarmless);
        ForTexts("a damaged hash matches no password", 200, DamagedHashIsHarmless);
        ForTexts("a key that was never issued opens no session", 2_000, (key, _) => KeyIsNobodys(key));
        ForTexts("a request that was never issued resets nothing", 2_000, (request, password) => RequestResetsNothing(request, password));
        ForTexts("a label is stored as the login shows it", 500, (label, _) => LabelComesBack(label));
        ForTexts("an invalid path is an error of the module and creates no file", 400, PathIsHarmless);
        ForNumbers("a lifetime is in range or refused", 1_000, LifetimeIsInRange);
        ForNumbers("a policy is in range or refused completely", 500, PolicyIsInRange);
    }

    private static bool NameIsStable(string given)
    {
        if (!Username.TryParse(given, out Username name))
            return true;
        return Username.Parse(name.Text) == name && Username.Fold(name.Key) == name.Key && name.Text.IsNormalized(NormalizationForm.FormC);
    }

    private static bool PrefixFindsWhatBeginsSo(string given, string prefix)
    {
        if (!Username.TryParse(given, out Username name))
            return true;
        string from = Username.Fold(prefix);
        if (from.Length == 0 || !Username.TryParse("x" + from, out _))
            return true;
        string? before = KeyRange.After(from);
        bool isInRange = Compare(name.Key, from) >= 0 && (before is null || Compare(name.Key, before) < 0);
        return isInRange == name.Key.StartsWith(from, StringComparison.Ordinal);
    }

    private bool UserComesBack(string given)
    {
        string outcome = Outcome.Of(() => _service.RegisterUser(given, "correct horse battery").Username);
        if (outcome is "!InvalidUsername" or "!DuplicateUser")
            return Username.TryParse(given, out _) == (outcome == "!DuplicateUser");
        FlowservUser found = _service.Accounts.Get(given);
        return found.Username == outcome
            && IsGivenWithoutEnds(found.Username, given.Normalize())
            && _service.ListUsers(outcome).Any(user => user.Id == found.Id)
            && _service.LoginUser(given, "correct horse battery").UserId == found.Id;
    }

    // Blanks at the ends are no part of a name, nor what nobody sees around them.
    private static bool IsGivenWithoutEnds(string name, string given)
    {
        int start = given.IndexOf(name, StringComparison.Ordinal);
        return start >= 0 && Username.KeyOf(given[..start]).Length == 0 && Username.KeyOf(given[(start + name.Length)..]).Length == 0;
    }

    private bool PasswordIsKnownAgain(string password, string other)
    {
        PasswordHash hash;
        try
        {
            hash = _hasher.Hash(password, WorkFactor);
        }
        catch (ArgumentException)
        {
            return _hasher.Verify(password, new PasswordHash(PasswordSchemes.Bcrypt, ""), WorkFactor) != PasswordVerification.Success
                && !PasswordRules.Check(password, null, new FlowservPolicy { MinimumPasswordLength = 1, BlockCommonPasswords = false }).IsAcceptable;
        }
        bool isSame = PasswordText.Normalize(password).AsSpan().SequenceEqual(PasswordText.Normalize(other));
        return _hasher.Verify(password, hash, WorkFactor) == PasswordVerification.Success
            && (_hasher.Verify(other, hash, WorkFactor) == PasswordVerification.Success) == isSame;
    }

    private bool StoredHashIsHarmless(string value, string password) =>
        new[] { PasswordSchemes.Current, PasswordSchemes.Bcrypt, PasswordSchemes.Pbkdf2, PasswordSchemes.FlowservPbkdf2, value }
            .All(scheme => _hasher.Verify(password, new PasswordHash(scheme, value), WorkFactor)
                is PasswordVerification.Failed or PasswordVerification.Unreadable);

    private bool DamagedHashIsHarmless(string piece, string password)
    {
        string[] whole =
        [
            "$2b$04$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcde",
            "$pbkdf2-sha256$1000$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ];
        return whole.All(hash => Enumerable.Range(0, hash.Length / 8).All(place => StoredHashIsHarmless(
            hash[..(place * 8)] + piece[..Math.Min(piece.Length, 70)] + hash[Math.Min(hash.Length, place * 8 + piece.Length)..], password.Length > 100 ? "x" : password)));
    }

    private bool KeyIsNobodys(string key) =>
        Outcome.Of(() => _service.WhoAmIUser(key)) == "!UnauthenticatedAccess"
        && Outcome.Of(() => _service.LogoutUser(key)) == "!UnauthenticatedAccess"
        && !_service.Sessions.IsValid(key)
        && Misspelt(new string(Token.Create(Token.ApiKeyPrefix))).All(misspelt => Token.Hash(misspelt) is null);

    private bool RequestResetsNothing(string request, string password) =>
        Outcome.Of(() => _service.ResetPassword(request, password)) == "!UnknownRequest";

    private bool LabelComesBack(string label)
    {
        string name = "label";
        Outcome.Of(() => _service.RegisterUser(name, "correct horse battery"));
        FlowservSession session = _service.Sessions.Login(name, "correct horse battery", new SessionOptions { Label = label });
        return _service.Sessions.Get(session.Id).Label == session.Label;
    }

    private bool PathIsHarmless(string path, string prefix)
    {
        if (string.IsNullOrWhiteSpace(path))
            return true;
        string[] before = Directory.GetFileSystemEntries(_folder.Path);
        foreach (string database in new[] { path, prefix + path, $"{_folder.Path}/{path}", $"sqlite:///{path}", $"sqlite:///{_folder.Path}/{path}" })
        {
            if (string.IsNullOrWhiteSpace(database))
                continue;
            string outcome = Outcome.Of(() =>
            {
                using var service = LocalUserService.Open(database);
                return service.Location;
            });
            if (!outcome.StartsWith('!') && outcome != _service.Location)
                return false;
        }
        return before.Order().SequenceEqual(Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    private bool LifetimeIsInRange(long ticks)
    {
        var lifetime = new TimeSpan(ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        string outcome = Outcome.Of(() => SessionLifetime.Asked(lifetime)!);
        bool isAllowed = lifetime >= TimeSpan.FromSeconds(1) && lifetime <= TimeSpan.FromDays(365);
        return isAllowed == (outcome != "!InvalidPolicy");
    }

    private bool PolicyIsInRange(long number)
    {
        FlowservPolicy before = _service.Policy.Get();
        string outcome = Outcome.Of(() => _service.Policy.Set(before with
        {
            MinimumPasswordLength = (int)number,
            SessionIdleTimeout = new TimeSpan(number),
            LockoutThreshold = (int)(number >> 7),
        }));
        FlowservPolicy after = _service.Policy.Get();
        _service.Policy.Set(before);
        return outcome != "!InvalidPolicy" || after == before;
    }

    // A token with one character after another changed: the checksum finds each.
    private static IEnumerable<string> Misspelt(string token) =>
        Enumerable.Range(Token.ApiKeyPrefix.Length, token.Length - Token.ApiKeyPrefix.Length)
            .Select(place => token[..place] + (token[place] == 'a' ? 'b' : 'a') + token[(place + 1)..]);

    private static int Compare(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private void ForTexts(string name, int tests, Func<string, string, bool> holds) =>
        Check(name, Prop.ForAll(Texts.Any, Texts.Any, holds), tests);

    private void ForNumbers(string name, int tests, Func<long, bool> holds)
    {
        Gen<int> part = Gen.Choose(int.MinValue, int.MaxValue);
        Arbitrary<long> numbers = Gen.OneOf(
            part.Select(number => (long)number),
            part.Select(number => number * 10_000_000L),
            part.Select(number => number * (long)int.MaxValue),
            Gen.Elements(0L, 1L, -1L, long.MinValue, long.MaxValue, TimeSpan.TicksPerSecond, TimeSpan.TicksPerSecond - 1, 365 * TimeSpan.TicksPerDay, 365 * TimeSpan.TicksPerDay + 1)).ToArbitrary();
        Check(name, Prop.ForAll(numbers, holds), tests);
    }

    private void Check(string name, Property property, int tests)
    {
        int count = _options.Long ? tests * 5 : tests / 20;
        _report.Count("properties");
        _report.Count("cases", count);
        Checks.Run(name, property, count, 20, _options.Seed, _report);
    }
}
