using System.Collections.Concurrent;

namespace FlowservUsers.Databases;

/// <summary>
/// The services that are open in this process, one for each database, and for each password that a server was reached with,
/// shared by all runspaces.
/// </summary>
internal static class OpenServices
{
    private static readonly ConcurrentDictionary<string, LocalUserService> Services = new(StringComparer.Ordinal);
    // One lock for each database: a server that does not answer delays nobody else.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Opening = new(StringComparer.Ordinal);

    // A closed database is complete in one file, without a log beside it.
    static OpenServices() => AppDomain.CurrentDomain.ProcessExit += (_, _) => CloseAll();

    /// <summary>The service of a database if it is open, or null.</summary>
    public static LocalUserService? Find(string location) => FindByIdentity(LocalUserService.IdentifyConnection(location));

    /// <summary>
    /// The service of a database; it is opened at first use, and again when its file was replaced or the environment leads
    /// to another server.
    /// </summary>
    /// <param name="location">The database.</param>
    /// <param name="create">Whether a missing database is created.</param>
    /// <param name="keyFile">The file for the hashing key of a database that is created; null for a key in the database.</param>
    /// <param name="cancellation">Stops the opening.</param>
    public static LocalUserService Get(string location, bool create, string? keyFile, CancellationToken cancellation)
    {
        string identity = LocalUserService.IdentifyConnection(location);
        if (FindByIdentity(identity) is { } open)
            return open;

        SemaphoreSlim opening = Opening.GetOrAdd(identity, static _ => new SemaphoreSlim(1, 1));
        opening.Wait(cancellation);
        try
        {
            if (Services.TryGetValue(identity, out LocalUserService? service))
            {
                if (!service.IsStale)
                    return service;
                Services.TryRemove(identity, out _);
                service.Dispose();
            }
            service = LocalUserService.Open(location, new LocalUserServiceOptions { CreateDatabase = create, KeyFile = keyFile }, cancellation);
            Services[identity] = service;
            return service;
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Takes over a service that was opened elsewhere, with its own clock.</summary>
    internal static void Add(LocalUserService service) => Services[LocalUserService.IdentifyConnection(service.Location)] = service;

    /// <summary>Closes a database, if it is open.</summary>
    internal static void Close(string location) => CloseByIdentity(LocalUserService.IdentifyConnection(location));

    private static LocalUserService? FindByIdentity(string identity) =>
        Services.TryGetValue(identity, out LocalUserService? service) && !service.IsStale ? service : null;

    private static void CloseByIdentity(string identity)
    {
        if (Services.TryRemove(identity, out LocalUserService? service))
            service.Dispose();
    }

    /// <summary>Closes every database.</summary>
    private static void CloseAll()
    {
        foreach (string identity in Services.Keys)
            CloseByIdentity(identity);
    }
}
