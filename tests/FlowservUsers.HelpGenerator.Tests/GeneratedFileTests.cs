using System.Xml.Linq;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>What Get-Help shows of a file like this is stated by the tests of the module's own help, in PowerShell.</summary>
public sealed class GeneratedFileTests : IDisposable
{
    private readonly SampleHelp _help = new();

    public void Dispose() => _help.Dispose();

    [Fact]
    public void Every_run_gives_the_same_bytes_with_line_feeds_and_no_byte_order_mark()
    {
        Assert.Equal((0, []), _help.Generate());
        byte[] first = File.ReadAllBytes(_help.File);
        _help.Generate();

        Assert.Equal(first, File.ReadAllBytes(_help.File));
        Assert.Equal((byte)'<', first[0]);
        Assert.DoesNotContain((byte)'\r', first);
    }

    [Fact]
    public void A_cmdlet_has_its_texts_sets_inputs_errors_examples_and_links()
    {
        XElement help = Command("Add-SampleAccount");

        Assert.Equal(["The name must be free. See Clear-SampleStore for a way to make it so.", "It is kept nowhere else."], Texts(help.Elements().ElementAt(1), "para"));
        Assert.Equal(
            ["Name Password Kind Store WhatIf Confirm", "Name NewKey Kind Store WhatIf Confirm"],
            help.Descendants().Where(IsNamed("syntaxItem")).Select(set => string.Join(' ', set.Elements().Where(IsNamed("parameter")).Select(parameter => Texts(parameter, "name")[0]))));
        Assert.Equal(["System.String", "System.Security.SecureString"], Texts(help, "inputType", "type"));
        Assert.Contains("-Name (the object itself; property Name, Id, Username): The names to take, each 1 to 64 characters long.", Texts(help, "inputType", "description"));
        Assert.Equal(["DuplicateSample: the name is taken.FileNotFound: the store is not where -Store points."], Texts(help, "alert"));
        Assert.Equal(["---------- Example 1: Add one account ----------", "---------- Example 2: Add the accounts of a list ----------"], Texts(help, "example", "title"));
        Assert.Equal(["The password is asked for.Nothing of the password is shown.", ""], Texts(help, "remarks"));
        Assert.Equal("'bob', 'carol' | ForEach-Object {\n    [pscustomobject]@{ Name = $_ }\n} | Add-SampleAccount -Kind Service", Texts(help, "code").Last());
        Assert.Equal(["Clear-SampleStore"], Texts(help, "navigationLink"));
    }

    [Fact]
    public void A_parameter_has_its_default_and_what_its_values_mean()
    {
        XElement list = Command("Add-SampleAccount").Elements().Single(IsNamed("parameters"));

        Assert.Equal(["Person", "None", "False", "None", "the file of the current user", "False", "False"], Texts(list, "defaultValue"));
        Assert.Equal(["PersonA human being.", "ServiceA program that nobody watches."], Texts(list, "possibleValue"));
    }

    [Fact]
    public void The_address_for_the_online_version_is_the_first_link_where_there_is_one() =>
        Assert.Equal(["Online version:https://example.org/docs", "Clear-SampleStore"], Texts(Command("Add-SampleAccount", "https://example.org/docs"), "navigationLink"));

    private XElement Command(string name, string? onlineAddress = null)
    {
        Assert.Equal((0, []), _help.Generate(onlineAddress: onlineAddress));
        return XDocument.Load(_help.File).Root!.Elements().Single(command => Texts(command, "details", "name").Single() == name);
    }

    private static string[] Texts(XElement parent, params string[] path) =>
        [.. path.Aggregate(new[] { parent }.AsEnumerable(), (elements, name) => elements.SelectMany(element => element.Descendants().Where(IsNamed(name))).Distinct()).Select(element => element.Value)];

    private static Func<XElement, bool> IsNamed(string name) => element => element.Name.LocalName == name;
}
