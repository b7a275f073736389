using FlowservUsers.Passwords;

namespace FlowservUsers.Storage.Sql;

/// <summary>Judges the stored hashes by their form, counted by the database and not read one by one.</summary>
internal static class HashFindings
{
    private const int BcryptPrefixLength = 7;
    private const string Pbkdf2Prefix = "$pbkdf2";

    private readonly record struct HashForm(string Scheme, string Prefix, long Length, long Count);

    public static IEnumerable<FlowservDatabaseFinding> Find(PreparedConnection connection, FlowservPolicy policy)
    {
        long weak = 0, otherCost = 0, older = 0, unreadable = 0;
        foreach (HashForm form in ReadForms(connection))
        {
            int? workFactor = WorkFactor(form);
            if (workFactor is null && !IsPbkdf2(form) && !IsEncrypted(form))
                unreadable += form.Count;
            else if (workFactor < PasswordCost.LeastRecommended || IsEncryptedWeakBcrypt(form))
                weak += form.Count;
            else if (form.Scheme != PasswordSchemes.Current)
                older += form.Count;
            else if (workFactor != policy.WorkFactor)
                otherCost += form.Count;
        }

        if (unreadable > 0)
            yield return Finding(DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes, $"{Users(unreadable)} a hash that cannot be read, and cannot log in. To set a new password: Request-FlowservPasswordReset, Reset-FlowservPassword");
        if (weak > 0)
            yield return Finding(DatabaseFindingSeverity.Warning, DatabaseFindingCode.WeakHashes, $"{Users(weak)} a hash with a work factor below {PasswordCost.LeastRecommended}. {Remedy(policy)}");
        if (older > 0)
            yield return Finding(DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes, $"{Users(older)} a hash with an older scheme. Each user's next login replaces it.");
        if (otherCost > 0)
            yield return Finding(DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes, $"{Users(otherCost)} a hash with a work factor other than {policy.WorkFactor}. Each user's next login replaces it.");
    }

    private static List<HashForm> ReadForms(PreparedConnection connection) => connection.All(
        $"""
        SELECT password_scheme, substr(password_hash, 1, CASE WHEN password_scheme LIKE '{EncryptedHash.SchemePrefix}%' THEN {EncryptedHash.CostDigits} ELSE {BcryptPrefixLength} END) AS start, length(password_hash) AS length, count(*) FROM users
        GROUP BY 1, 2, 3
        """,
        row => new HashForm(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)));

    /// <summary>The work factor that a bcrypt hash begins with, or null if it is not accepted.</summary>
    private static int? WorkFactor(HashForm form) => form.Scheme is PasswordSchemes.Current or PasswordSchemes.Bcrypt && form.Length < 100
        ? StoredBcrypt.ReadWorkFactor(form.Prefix.PadRight((int)form.Length, '.'))
        : null;

    private static bool IsPbkdf2(HashForm form) =>
        form.Scheme is PasswordSchemes.Pbkdf2 or PasswordSchemes.Pbkdf2Sha512 or PasswordSchemes.Pbkdf2Sha1 or PasswordSchemes.FlowservPbkdf2
        && form.Prefix == Pbkdf2Prefix;

    private static bool IsEncrypted(HashForm form) => EncryptedHash.Is(form.Scheme) && EncryptedHash.ReadCost(form.Prefix) > 0;

    private static bool IsEncryptedWeakBcrypt(HashForm form) =>
        form.Scheme == EncryptedHash.SchemePrefix + PasswordSchemes.Bcrypt && EncryptedHash.ReadCost(form.Prefix) < 1 << PasswordCost.LeastRecommended;

    private static string Users(long count) => count == 1 ? "1 user has" : $"{count} users have";

    private static string Remedy(FlowservPolicy policy) => policy.WorkFactor < PasswordCost.LeastRecommended
        ? $"The policy sets {policy.WorkFactor}. To raise it: Set-FlowservPolicy -WorkFactor 12"
        : "Each user's next login replaces it.";

    private static FlowservDatabaseFinding Finding(DatabaseFindingSeverity severity, DatabaseFindingCode code, string message) =>
        new() { Severity = severity, Code = code, Message = message };
}
