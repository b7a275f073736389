using FlowservUsers.HelpGenerator.Cmdlets;

namespace FlowservUsers.HelpGenerator.Documentation;

/// <summary>Says what a reference in the documentation is called at the prompt: a cmdlet by its name, its property by the parameter.</summary>
internal sealed class ReferenceNames
{
    private readonly Dictionary<string, string> _cmdlets = [];
    private readonly HashSet<string> _parameters = [];

    public ReferenceNames(IEnumerable<CmdletDescription> cmdlets)
    {
        foreach (var cmdlet in cmdlets)
        {
            _cmdlets[MemberId.For(cmdlet.Type)] = cmdlet.Name;
            _parameters.UnionWith(cmdlet.Parameters.Where(parameter => parameter.Property is not null).Select(parameter => MemberId.For(parameter.Property!)));
        }
    }

    public string Of(string reference)
    {
        if (_cmdlets.TryGetValue(reference, out string? cmdlet))
            return cmdlet;

        string name = reference[2..].Split('(')[0].Split('.')[^1].Split('`')[0];
        return _parameters.Contains(reference) ? "-" + name : name;
    }
}
