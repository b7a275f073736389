using FlowservUsers.Keys;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Keys;

/// <summary>An environment of its own for looking for keys: nothing of the real one counts.</summary>
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
