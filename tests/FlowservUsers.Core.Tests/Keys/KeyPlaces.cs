using FlowservUsers.Keys;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Keys;

/// <summary>A separate environment for finding keys, independent of the real one.</summary>
internal sealed class KeyPlaces : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KeyPlaces()
    {
        Directory.CreateDirectory(Folder);
        Search = new KeySearch(name => Variables.GetValueOrDefault(name), Folder);
    }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The folder of the user for keys.</summary>
    public string Folder => File("configuration");

    public KeySearch Search { get; }

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
