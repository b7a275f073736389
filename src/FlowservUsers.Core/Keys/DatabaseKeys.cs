using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Keys;

/// <summary>
/// The keys that passwords are hashed with: in the database, which needs no setup, or in a separate file, so that a stolen
/// database is not enough to check a guess.
/// </summary>
public sealed class DatabaseKeys
{
    private readonly ServiceContext _context;

    internal DatabaseKeys(ServiceContext context) => _context = context;

    private IUserStore Store => _context.Store;

    private KeyRings Rings => _context.Keys;

    /// <summary>Lists the keys of the database, where each was found, and how many users need it.</summary>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The keys, the newest first.</returns>
    public IReadOnlyList<FlowservHashingKey> List(CancellationToken cancellation = default) =>
        KeyReport.Describe(Store.ReadHashingKeys(cancellation), Store.CountUsersByKey(cancellation), Rings.Search);

    /// <summary>
    /// Moves every key to a file that only its owner can read: those in the database leave it, and those in another file are
    /// copied. If this is stopped or killed at any moment, each key is in the database, in the file, or in both: run it again.
    /// </summary>
    /// <param name="file">A full path: a new file, or a key file, to which the keys are added. Null for one file each in the user's key folder.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>
    /// Whether the database files contain nothing of the keys any more. False while other processes are reading the database:
    /// run it again later.
    /// </returns>
    /// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    /// <exception cref="HashingKeyNotFoundException">A key is already kept outside the database and was not found.</exception>
    public bool MoveToFile(string? file = null, CancellationToken cancellation = default)
    {
        Rings.Require(cancellation);
        HashingKey newest = null!;
        Store.ChangeHashingKeys(
            present =>
            {
                Write(present, file);
                newest = Rings.Find(present[^1])!;
                return [.. present.Select(key => key with { Key = null })];
            },
            _context.Now,
            (userId, hash) => EncryptedHash.Is(hash) ? hash : EncryptedHash.Make(hash, userId, newest),
            cancellation);
        return Store.EraseFreed(cancellation);
    }

    /// <summary>Moves every key into the database. The files are kept, because copies and backups of the database may need them.</summary>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <exception cref="HashingKeyNotFoundException">A key was not found.</exception>
    public void MoveToDatabase(CancellationToken cancellation = default)
    {
        Rings.Require(cancellation);
        Store.ChangeHashingKeys(
            present => [.. present.Select(key => key with { Key = Rings.Find(key) })], _context.Now, cancellation: cancellation);
    }

    /// <summary>
    /// Starts using a new key: new hashes are made with it, and each login replaces a hash that was made with an earlier one.
    /// It does not need the earlier keys, so it also works if one is lost.
    /// </summary>
    /// <param name="file">
    /// A full path: a new file; a key file, to which the key is added; or a file with a single key that the database does
    /// not have, such as one that <see cref="Prepare"/> creates, which is used. Null for where the newest key is: in the
    /// database, or in a file.
    /// </param>
    /// <param name="cancellation">Stops the operation; then the database was not changed.</param>
    /// <returns>The identifier of the key.</returns>
    /// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    public string Add(string? file = null, CancellationToken cancellation = default)
    {
        HashingKey fresh = HashingKey.Create();
        HashingKey added = fresh;
        IReadOnlyList<StoredKey> earlier = [];
        Store.ChangeHashingKeys(
            present =>
            {
                earlier = present;
                string? destination = file ?? PlaceOfNext(present[^1], fresh.Id);
                added = destination is null ? fresh : Prepared(destination, present) ?? fresh;
                if (destination is not null)
                    KeyFile.Store(destination, [added]);
                return [.. present, new StoredKey(added.Id, destination is null ? added : null, _context.Now)];
            },
            _context.Now,
            (userId, hash) => Encrypt(hash, userId, added, earlier),
            cancellation);
        Rings.Remember(added);
        return added.Id;
    }

    /// <summary>Creates a key in a file and does nothing else, so that the file can be copied to every machine before it is used.</summary>
    /// <param name="file">The full path of a new file.</param>
    /// <returns>The key.</returns>
    /// <exception cref="DestinationExistsException">The file exists.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    public static FlowservHashingKey Prepare(string file)
    {
        if (File.Exists(file))
            throw new DestinationExistsException(file, "Choose another name.");
        HashingKey key = HashingKey.Create();
        KeyFile.Store(file, [key]);
        return new FlowservHashingKey { Id = key.Id, File = file };
    }

    /// <summary>Lists the users who would need a password reset if a key were removed.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The users whose hashes were made with it.</returns>
    /// <exception cref="UnknownHashingKeyException">There is no such key.</exception>
    /// <exception cref="HashingKeyInUseException">It is the newest.</exception>
    public IReadOnlyList<FlowservUser> PreviewRemoval(string id, CancellationToken cancellation = default) =>
        Store.RemoveHashingKey(id ?? "", force: true, dryRun: true, _context.Now, cancellation);

    /// <summary>Removes an earlier key. Its file is kept, because copies and backups of the database may need it.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="force">Whether to remove it even if users have hashes that were made with it; these hashes are erased.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The users who need a password reset.</returns>
    /// <exception cref="UnknownHashingKeyException">There is no such key.</exception>
    /// <exception cref="HashingKeyInUseException">It is the newest, or users need it.</exception>
    public IReadOnlyList<FlowservUser> Remove(string id, bool force = false, CancellationToken cancellation = default)
    {
        IReadOnlyList<FlowservUser> users = Store.RemoveHashingKey(id ?? "", force, dryRun: false, _context.Now, cancellation);
        Store.EraseFreed(cancellation);
        return users;
    }

    // A hash from another system moves to the new key without a login; one whose key is lost stays as it is.
    private PasswordHash Encrypt(PasswordHash hash, string userId, HashingKey added, IReadOnlyList<StoredKey> earlier)
    {
        PasswordHash? plain = hash;
        if (EncryptedHash.Is(hash))
        {
            HashingKey? key = earlier.FirstOrDefault(key => key.Id == hash.KeyId) is { } stored ? Rings.Find(stored) : null;
            plain = key is null ? null : EncryptedHash.Read(hash, userId, key);
        }
        return plain is null ? hash : EncryptedHash.Make(plain, userId, added);
    }

    private void Write(IReadOnlyList<StoredKey> present, string? file)
    {
        HashingKey[] keys = [.. present.Select(key => Rings.Find(key)!)];
        foreach (IGrouping<string, HashingKey> destination in keys.GroupBy(key => file ?? UserFile(key.Id)))
            KeyFile.Store(destination.Key, [.. destination]);
        Array.ForEach(keys, Rings.Remember);
    }

    private string? PlaceOfNext(StoredKey newest, string nextId)
    {
        if (newest.Key is not null)
            return null;
        return Rings.Search.NamedFile ?? UserFile(nextId);
    }

    private string UserFile(string id)
    {
        string file = Rings.Search.UserFile(id);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            else
                Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDestinationException(file, exception.Message);
        }
    }

    // Including the leftovers of an attempt that was killed before the database knew the key.
    private static HashingKey? Prepared(string file, IReadOnlyList<StoredKey> present) =>
        KeyFile.RequireKeys(file) is [var only] && present.All(key => key.Id != only.Id) ? only : null;
}
