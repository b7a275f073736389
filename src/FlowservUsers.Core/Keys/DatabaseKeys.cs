using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Keys;

/// <summary>
/// The keys that passwords are hashed with: in the database, which needs no set-up, or in a file apart from it, so that who
/// has the database alone can't check a guess.
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
    /// Moves every key to a file, which only its owner can read: those in the database leave it, and those in another file are
    /// copied. Stopped or killed at any moment, each key is in the database, in the file, or in both: do it again then.
    /// </summary>
    /// <param name="file">A full path: a new file, or a key file, to which they are added. Null for a file each in the folder of this user.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>
    /// Whether the files of the database hold nothing of the keys any more. False while others read the database all the time:
    /// do it again later.
    /// </returns>
    /// <exception cref="DestinationExistsException">There is a file that is no key file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    /// <exception cref="HashingKeyNotFoundException">A key is outside the database already, and was not found.</exception>
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

    /// <summary>Moves every key into the database. The files stay, because copies and backups of the database may need them.</summary>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <exception cref="HashingKeyNotFoundException">A key was not found.</exception>
    public void MoveToDatabase(CancellationToken cancellation = default)
    {
        Rings.Require(cancellation);
        Store.ChangeHashingKeys(
            present => [.. present.Select(key => key with { Key = Rings.Find(key) })], _context.Now, cancellation: cancellation);
    }

    /// <summary>
    /// Begins to use a new key: new hashes are made with it, and each login replaces a hash that was made with an earlier one.
    /// It does not need the earlier ones, so that it is also the way out when one is lost.
    /// </summary>
    /// <param name="file">
    /// A full path: a new file; a key file, to which the key is added; or one that holds a single key which the database does
    /// not know, such as <see cref="Prepare"/> makes: that key is used. Null for where the newest key is: in the database, or
    /// in a file.
    /// </param>
    /// <param name="cancellation">Stops the operation; then the database was not changed.</param>
    /// <returns>The identifier of the key.</returns>
    /// <exception cref="DestinationExistsException">There is a file that is no key file.</exception>
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

    /// <summary>Makes a key in a file and does nothing else, so that the file can be brought to every machine before it is used.</summary>
    /// <param name="file">The full path of a new file.</param>
    /// <returns>The key.</returns>
    /// <exception cref="DestinationExistsException">There is a file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
    public static FlowservHashingKey Prepare(string file)
    {
        if (File.Exists(file))
            throw new DestinationExistsException(file, "Choose another name.");
        HashingKey key = HashingKey.Create();
        KeyFile.Store(file, [key]);
        return new FlowservHashingKey { Id = key.Id, File = file };
    }

    /// <summary>Tells who would need a password reset if a key were given up.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The users whose hashes were made with it.</returns>
    /// <exception cref="UnknownHashingKeyException">There is none.</exception>
    /// <exception cref="HashingKeyInUseException">It is the newest.</exception>
    public IReadOnlyList<FlowservUser> PreviewRemoval(string id, CancellationToken cancellation = default) =>
        Store.RemoveHashingKey(id ?? "", force: true, dryRun: true, _context.Now, cancellation);

    /// <summary>Gives up an earlier key. The file that it is in stays, because copies and backups of the database may need it.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="force">Whether it is given up if users have hashes that were made with it; these hashes are erased.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The users who need a password reset.</returns>
    /// <exception cref="UnknownHashingKeyException">There is none.</exception>
    /// <exception cref="HashingKeyInUseException">It is the newest, or users need it.</exception>
    public IReadOnlyList<FlowservUser> Remove(string id, bool force = false, CancellationToken cancellation = default)
    {
        IReadOnlyList<FlowservUser> users = Store.RemoveHashingKey(id ?? "", force, dryRun: false, _context.Now, cancellation);
        Store.EraseFreed(cancellation);
        return users;
    }

    // A hash of another system needs no login to get to the new key; one whose key is lost stays as it is.
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

    // Also what an attempt has left that was killed before the database knew the key.
    private static HashingKey? Prepared(string file, IReadOnlyList<StoredKey> present) =>
        KeyFile.RequireKeys(file) is [var only] && present.All(key => key.Id != only.Id) ? only : null;
}
