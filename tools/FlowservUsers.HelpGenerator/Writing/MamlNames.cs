using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator.Writing;

/// <summary>The namespaces of a help file.</summary>
internal static class MamlNames
{
    public static readonly XNamespace HelpItems = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Developer = "http://schemas.microsoft.com/maml/dev/2004/10";
}
