using FlowservUsers.Databases;

namespace FlowservUsers.PowerShell.Tests.Databases;

public sealed class OpenServicesTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [FileFact]
    public void A_service_whose_file_was_moved_is_closed_when_another_takes_its_place()
    {
        string path = Path.Combine(_engine.Folder, "other.db");
        LocalUserService stale = OpenServices.Get(path, create: true, keyFile: null, CancellationToken.None);
        stale.ListUsers();
        foreach (string file in Directory.GetFiles(_engine.Folder, "other.db*"))
            File.Move(file, file.Replace("other.db", "moved.db", StringComparison.Ordinal));

        LocalUserService current = OpenServices.Get(path, create: true, keyFile: null, CancellationToken.None);
        try
        {
            Assert.NotSame(stale, current);
            Assert.Contains("The connection was closed", Assert.Throws<DatabaseUnavailableException>(() => stale.ListUsers().ToList()).Message, StringComparison.Ordinal);
            Assert.Empty(current.ListUsers());
        }
        finally
        {
            OpenServices.Close(path);
        }
    }
}
