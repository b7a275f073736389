namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>The texts of the parameters that the engine adds to a cmdlet, which have no property to document.</summary>
internal static class StandardParameters
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["WhatIf"] = "Shows what would happen if the command ran. Nothing is changed.",
        ["Confirm"] = "Asks for confirmation before anything is changed.",
        ["First"] = "Gets only this many objects, counted from the first or, with -Skip, from the first that is not left out.",
        ["Skip"] = "Leaves out this many objects before the first that is returned.",
        ["IncludeTotalCount"] = "Writes the total number of matching objects before the objects themselves, whatever -First and -Skip leave out.",
    };

    public static string? Find(string parameter) => Texts.GetValueOrDefault(parameter);
}
