namespace FlowservUsers.HelpGenerator.Tests;

public sealed class GetHelpTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Theory]
    [InlineData("Add-SampleAccount")]
    [InlineData("Get-SampleAccount")]
    [InlineData("Clear-SampleStore")]
    public void PowerShell_finds_the_help_of_every_cmdlet(string cmdlet)
    {
        var help = Assert.Single(module.Invoke($"Get-Help {cmdlet} -Full"));

        Assert.StartsWith("MamlCommandHelpInfo", help.TypeNames[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Synopsis_and_description_are_shown_with_references_as_plain_words()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount"), """
            NAME
                Add-SampleAccount

            SYNOPSIS
                Adds an account to the store.
            """, """
            DESCRIPTION
                The name must be free. See Get-SampleAccount for the names in use, and
                -Kind for programs; Add never changes an account, so $null comes back for
                none.

                * A person signs in with a password.
                * Service: signs in with a key.
                The key is read like this:

                $env:SAMPLE_KEY

                It is kept nowhere else.
            """);
    }

    [Fact]
    public void Every_parameter_set_has_its_syntax_with_the_default_set_first()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount"), """
            SYNTAX
                Add-SampleAccount [-Name] <String[]> [-Password] <SecureString> [-Kind
                {Person | Service}] [-Lifetime <TimeSpan>] [-Store <String>] [-WhatIf]
                [-Confirm] [<CommonParameters>]

                Add-SampleAccount [-Name] <String[]> -NewKey [-Kind {Person | Service}]
                [-Lifetime <TimeSpan>] [-Store <String>] [-WhatIf] [-Confirm]
                [<CommonParameters>]
            """);
    }

    [Fact]
    public void Paging_parameters_are_part_of_the_syntax_of_a_cmdlet_that_pages()
    {
        AssertShown(module.Show("Get-Help Get-SampleAccount"), """
            SYNTAX
                Get-SampleAccount [[-Name] <String[]>] [-Sort {Name | Age}] [-Store
                <String>] [-IncludeTotalCount] [-Skip <UInt64>] [-First <UInt64>]
                [<CommonParameters>]
            """);
    }

    [Fact]
    public void A_parameter_shows_its_text_place_default_pipeline_input_and_aliases()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Parameter Name"), """
            -Name <String[]>
                The names to take, each 1 to 64 characters long.

                Required?                    true
                Position?                    0
                Default value                None
                Accept pipeline input?       True (ByPropertyName, ByValue)
                Aliases                      Id, Username
                Accept wildcard characters?  false
            """);
    }

    [Theory]
    [InlineData("Kind", "Person")]
    [InlineData("Lifetime", "365 days")]
    [InlineData("Store", "the file of the current user")]
    [InlineData("NewKey", "False")]
    [InlineData("Password", "None")]
    public void A_default_comes_from_its_attribute_or_from_the_sentence_that_states_it(string parameter, string expected)
    {
        var help = Assert.Single(module.Invoke($"Get-Help Add-SampleAccount -Parameter {parameter}"));

        Assert.Equal(expected, help.Properties["defaultValue"].Value.ToString());
    }

    [Fact]
    public void A_parameter_of_an_enumeration_explains_each_value()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Parameter Kind"), """
            -Kind <SampleKind>
                Who will use the account.

                Person
                    A human being.

                Service
                    A noninteractive program.
            """);
    }

    [Fact]
    public void A_parameter_with_a_fixed_set_names_its_values()
    {
        Assert.Contains("Possible values: Name, Age.", module.Show("Get-Help Get-SampleAccount -Parameter Sort"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_are_announced_only_where_they_work()
    {
        Assert.Contains("Accept wildcard characters?  true", module.Show("Get-Help Get-SampleAccount -Parameter Name"), StringComparison.Ordinal);
        Assert.Contains("Accept wildcard characters?  false", module.Show("Get-Help Add-SampleAccount -Parameter Name"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_parameter_stays_hidden()
    {
        Assert.DoesNotContain("Legacy", module.Show("Get-Help Add-SampleAccount -Full"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_say_which_parameter_takes_them_and_outputs_what_they_are()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Full"), """
            INPUTS
                System.String
                    -Name (the object itself; property Name, Id, Username): The names to
                    take, each 1 to 64 characters long.

                System.Security.SecureString
                    -Password (property Password): What the account signs in with.


            OUTPUTS
                FlowservUsers.HelpGenerator.Tests.Samples.SampleAccount
                    An account with its name and kind.
            """);
    }

    [Fact]
    public void A_cmdlet_without_input_or_output_shows_None()
    {
        AssertShown(module.Show("Get-Help Clear-SampleStore -Full"), """
            INPUTS
                None
                    This cmdlet takes no input from the pipeline.


            OUTPUTS
                None
                    This cmdlet returns nothing.
            """);
    }

    [Fact]
    public void Errors_of_the_cmdlet_and_of_its_base_class_are_notes_with_id_and_category()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Full"), """
            NOTES
                Errors, by the first part of FullyQualifiedErrorId

                    DuplicateSample: the name is taken.

                    SampleStoreNotFound (ObjectNotFound): the store is not where -Store
                    points.
            """);
    }

    [Fact]
    public void Examples_show_a_title_the_command_and_remarks()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Examples"), """
                ---------- Example 1: Add one account ----------

                Add-SampleAccount -Name alice

                The password is asked for.

                Nothing of the password is shown.

                ---------- Example 2: Add the accounts of a list ----------

                'bob', 'carol' | ForEach-Object {
                    [pscustomobject]@{ Name = $_ }
                } | Add-SampleAccount -Kind Service

                Each row is bound by its property.
            """);
    }

    [Fact]
    public void Related_links_name_cmdlets_topics_and_pages()
    {
        AssertShown(module.Show("Get-Help Add-SampleAccount -Full"), """
            RELATED LINKS
                Get-SampleAccount
                about_Samples
                Samples in full https://example.org/samples
            """);
    }

    private static void AssertShown(string screen, params string[] expected)
    {
        foreach (string part in expected)
            Assert.Contains(part.ReplaceLineEndings("\n"), screen, StringComparison.Ordinal);
    }
}
