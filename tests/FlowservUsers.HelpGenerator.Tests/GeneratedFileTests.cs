namespace FlowservUsers.HelpGenerator.Tests;

public sealed class GeneratedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_runs_give_the_same_bytes()
    {
        SampleHelp.Generate(_folder.File("first", "help.xml"));
        SampleHelp.Generate(_folder.File("second", "help.xml"));

        Assert.Equal(File.ReadAllBytes(_folder.File("first", "help.xml")), File.ReadAllBytes(_folder.File("second", "help.xml")));
    }

    [Fact]
    public void The_file_has_line_feeds_and_no_byte_order_mark_on_every_system()
    {
        SampleHelp.Generate(_folder.File("help.xml"));
        byte[] bytes = File.ReadAllBytes(_folder.File("help.xml"));

        Assert.Equal((byte)'<', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Fact]
    public void Examples_can_be_read_back_ready_to_run()
    {
        SampleHelp.Generate(_folder.File("help.xml"));

        var examples = HelpExamples.Read(_folder.File("help.xml"));

        Assert.Equal(6, examples.Count);
        Assert.Equal("Add-SampleAccount example 2", examples[1].ToString());
        Assert.Equal(
            """
            'bob', 'carol' | ForEach-Object {
                [pscustomobject]@{ Name = $_ }
            } | Add-SampleAccount -Kind Service
            """.ReplaceLineEndings("\n"),
            examples[1].Code);
    }

    [Fact]
    public void A_folder_of_documentation_is_accepted()
    {
        Directory.CreateDirectory(_folder.File("docs"));
        File.Copy(SampleHelp.DocumentationPath, _folder.File("docs", "samples.xml"));

        int exitCode = HelpGeneration.Run(SampleHelp.AssemblyPath, [_folder.File("docs")], _folder.File("help.xml"), TextWriter.Null, TextWriter.Null);

        Assert.Equal(0, exitCode);
    }
}
