using FlowservUsers.Benchmarks.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FlowservUsers.Benchmarks.Peer;

/// <summary>ASP.NET Core Identity with Entity Framework Core on SQLite, as its documentation sets it up.</summary>
internal sealed class PeerDatabase : IDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Creates a database whose users all have the same password.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="users">How many.</param>
    /// <param name="hasher">The hasher instead of its own, or null.</param>
    public PeerDatabase(string path, int users, IPasswordHasher<IdentityUser>? hasher)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<IdentityDbContext<IdentityUser>>(options => options.UseSqlite($"Data Source={path}"));
        services.AddIdentityCore<IdentityUser>(options => options.Password = Lenient()).AddEntityFrameworkStores<IdentityDbContext<IdentityUser>>();
        if (hasher is not null)
            services.AddSingleton(hasher);
        _services = services.BuildServiceProvider();

        using IServiceScope scope = _services.CreateScope();
        DbContext context = scope.ServiceProvider.GetRequiredService<IdentityDbContext<IdentityUser>>();
        context.Database.EnsureCreated();
        string hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<IdentityUser>>().HashPassword(new IdentityUser(), SampleDatabase.Password);
        context.Database.ExecuteSql(
            $"""
            WITH RECURSIVE numbers (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < {users})
            INSERT INTO AspNetUsers (
                Id, UserName, NormalizedUserName, EmailConfirmed, PasswordHash, SecurityStamp, ConcurrencyStamp, PhoneNumberConfirmed,
                TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
            SELECT lower(hex(randomblob(16))), printf('user%07d', number), printf('USER%07d', number), 0, {hash}, hex(randomblob(16)),
                   hex(randomblob(16)), 0, 0, 1, 0
            FROM numbers
            """);
    }

    public void Register(string username) => Use(manager => Require(manager.CreateAsync(new IdentityUser(username), SampleDatabase.Password).Result.Succeeded));

    public void CheckPassword(string username) => Use(manager => Require(
        manager.CheckPasswordAsync(manager.FindByNameAsync(username).Result!, SampleDatabase.Password).Result));

    public void Find(string username) => Use(manager => Require(manager.FindByNameAsync(username).Result is not null));

    public int List() => Count(users => users);

    public int ListByPrefix(string prefix)
    {
        string normalized = prefix.ToUpperInvariant();
        return Count(users => users.Where(user => user.NormalizedUserName!.StartsWith(normalized)));
    }

    public void Dispose() => _services.Dispose();

    // The same as ours: eight characters or more.
    private static PasswordOptions Lenient() => new()
    {
        RequiredLength = 8,
        RequireDigit = false,
        RequireLowercase = false,
        RequireUppercase = false,
        RequireNonAlphanumeric = false,
    };

    private int Count(Func<IQueryable<IdentityUser>, IQueryable<IdentityUser>> choose)
    {
        int count = 0;
        Use(manager =>
        {
            foreach (IdentityUser user in choose(manager.Users.AsNoTracking()).OrderBy(user => user.NormalizedUserName))
                count++;
        });
        return count;
    }

    /// <summary>Uses a manager as one request does.</summary>
    private void Use(Action<UserManager<IdentityUser>> work)
    {
        using IServiceScope scope = _services.CreateScope();
        work(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }

    private static void Require(bool succeeded)
    {
        if (!succeeded)
            throw new InvalidOperationException("The peer failed.");
    }
}
