using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FlowservUsers.Shell;

/// <summary>Asks for the mandatory parameters that a command was called without.</summary>
internal sealed class ValuePrompt(PSHostUserInterface userInterface)
{
    public Dictionary<string, PSObject> Ask(string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (!string.IsNullOrEmpty(caption))
            userInterface.WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            userInterface.WriteLine(message);
        return descriptions.ToDictionary(description => description.Name, description => PSObject.AsPSObject(AskOne(description)));
    }

    private object AskOne(FieldDescription description)
    {
        // The property holds the type's assembly-qualified name, whatever it is called.
        Type type = Type.GetType(description.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
            return userInterface.PromptForCredential(null, null, null, null);
        return type.IsArray ? AskMany(description.Name) : AskValue($"{description.Name}: ", type);
    }

    private object AskValue(string label, Type type)
    {
        userInterface.Write(label);
        return type == typeof(SecureString) ? userInterface.ReadLineAsSecureString() : userInterface.ReadLine();
    }

    /// <summary>One line per element; an empty one ends the list.</summary>
    private object[] AskMany(string name)
    {
        var values = new List<object>();
        while (AskValue($"{name}[{values.Count}]: ", typeof(string)) is string { Length: > 0 } value)
            values.Add(value);
        return [.. values];
    }
}
