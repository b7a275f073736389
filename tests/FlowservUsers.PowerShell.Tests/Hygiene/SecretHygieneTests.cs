using System.Data.Common;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text;
using FlowservUsers.Commands;
using FlowservUsers.Core.Tests.Importing;
using FlowservUsers.Tests;

namespace FlowservUsers.PowerShell.Tests.Hygiene;

/// <summary>Runs every cmdlet with recognisable secrets and looks for them in everything that it leaves.</summary>
public sealed class SecretHygieneTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly PlantedSecrets _secrets = new();

    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("flowserv-users-");

    public void Dispose()
    {
        _engine.Dispose();
        _elsewhere.Delete(recursive: true);
    }

    public static TheoryData<string> Cmdlets =>
    [
        .. from type in typeof(FlowservCommand).Assembly.GetExportedTypes()
           let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
           where cmdlet is not null && !type.IsAbstract
           select $"{cmdlet.VerbName}-{cmdlet.NounName}",
    ];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_reveals_no_secret_in_success_or_failure(string cmdlet)
    {
        Assert.True(Scenarios.ByCmdlet.TryGetValue(cmdlet, out string[]? scripts), $"{cmdlet} needs scenarios of its own.");
        Plant();

        Assert.All(scripts, (script, index) =>
        {
            IReadOnlyList<PSObject> items = Run(script);
            AssertClean(script, items.SelectMany(Readings.Of));
            if (index == 0)
                Assert.DoesNotContain(items, item => item.BaseObject is ErrorRecord);
        });
        AssertClean("$Error", Errors().SelectMany(Readings.OfError));
        AssertClean("the tables", Tables());
        AssertFilesAreClean();
    }

    [Fact]
    public void The_search_finds_a_secret_in_every_form()
    {
        const string secret = "Pl4nted-s3cret";
        _secrets.Add("it", secret);
        byte[] utf16 = Encoding.Unicode.GetBytes(secret);

        Assert.Equal(["it"], _secrets.FindIn($"before {secret} after"));
        Assert.Equal(["it"], _secrets.FindIn([1, 2, .. utf16, 3]));
        Assert.Equal(["it"], _secrets.FindIn(PSSerializer.Serialize(Secret.Protect(secret))));
        for (int before = 0; before < 3; before++)
        {
            Assert.Equal(["it"], _secrets.FindIn(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('x', before)}{secret} after"))));
            Assert.Equal(["it"], _secrets.FindIn(Convert.ToBase64String([.. new byte[before], .. utf16, 1, 2, 3])));
        }
        Assert.Empty(_secrets.FindIn("Pl4nted-s3cre"));
    }

    [Fact]
    public void Plain_text_that_was_asked_for_is_found_so_that_the_search_would_find_any_other()
    {
        Plant();

        IReadOnlyList<PSObject> items = Run("$s = Connect-FlowservUser -Username alice -Password $good -AsPlainText; $s");

        _secrets.Add("the key", (string)items.Select(item => item.BaseObject).OfType<FlowservSession>().Single().ApiKey!);
        Assert.Contains("the key", items.SelectMany(Readings.Of).SelectMany(_secrets.FindIn));
    }

    private void Plant()
    {
        (string Name, string Secret)[] passwords =
        [
            ("good", "g00d-Pl4nted-passw0rd"), ("new", "n3w-Pl4nted-passw0rd"), ("wrong", "wr0ng-Pl4nted-passw0rd"), ("long", "l0ng-Pl4nted-passw0rd"),
        ];
        foreach ((string name, string secret) in passwords)
            Plant(name, secret, name == "long" ? string.Concat(Enumerable.Repeat(secret, 100)) : secret);
        _engine.Run("", ("newSecure", Secret.Protect("n3w-Pl4nted-passw0rd"))).Succeeded();

        _engine.Run(
            """
            'alice', 'bob' | ForEach-Object { $null = Register-FlowservUser $_ -Password $good }
            $null = Connect-FlowservUser -Username bob -Password $good
            $null = Connect-FlowservUser -Username alice -Password $good
            """).Succeeded();
        string key = _engine.Run("(Connect-FlowservUser -Username alice -Password $good -NoCurrent -AsPlainText).ApiKey").One<string>();
        string request = _engine.Run("(Request-FlowservPasswordReset alice -AsPlainText).RequestId").One<string>();
        Plant("key", key, key);
        Plant("request", request, request);
        // Flowserv keeps its keys in plain text, so its file lies where nothing is looked for.
        using (var source = new FlowservFile(Path.Combine(_elsewhere.FullName, "flowserv.db")))
        {
            string sourceKey = source.AddKey(source.AddUser("olivia"), "2026-03-01T13:00:00");
            Plant("sourceKey", sourceKey, sourceKey);
            _engine.Run("", ("source", source.Path)).Succeeded();
        }
        Plant("badKey", "fsk_Pl4ntedUnkn0wnKey0123456789abcdefghijklmnopqrstu", "fsk_Pl4ntedUnkn0wnKey0123456789abcdefghijklmnopqrstu");
        Plant("badRequest", "fsr_Pl4ntedUnkn0wnRequest0123456789abcdefghijklmnopq", "fsr_Pl4ntedUnkn0wnRequest0123456789abcdefghijklmnopq");
    }

    private void Plant(string name, string secret, string value)
    {
        _secrets.Add($"${name}", secret);
        _engine.Run("", (name, value)).Succeeded();
    }

    /// <summary>Runs a script with every stream on, and gives what they carried.</summary>
    private IReadOnlyList<PSObject> Run(string script)
    {
        // The script block is not the text that an error's line shows, as it is where a person keeps secrets in variables.
        EngineOutcome outcome = _engine.Run(
            $$"""
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $PSDefaultParameterValues['*-Flowserv*:Verbose'] = $PSDefaultParameterValues['*-Flowserv*:Debug'] = $true
            & { try { {{script}} } catch { $_ } } *>&1
            """);
        Assert.Null(outcome.Failure);
        AssertClean(script, outcome.Progress);
        foreach (PSObject item in outcome.Output)
            PlantReturned(item.BaseObject);
        return outcome.Output;
    }

    // What a cmdlet itself makes up is as secret as what it is given.
    private void PlantReturned(object item)
    {
        if (item is FlowservSession { ApiKey: SecureString key })
            _secrets.Add("a returned key", key);
        else if (item is FlowservUserWithPassword { Password: SecureString password })
            _secrets.Add("a generated password", password);
        else if (item is FlowservPasswordResetRequest { RequestId: SecureString request })
            _secrets.Add("a returned request", request);
    }

    private IEnumerable<ErrorRecord> Errors() =>
        from error in _engine.Run("$Error").Output
        let record = error.BaseObject as ErrorRecord ?? (error.BaseObject as RuntimeException)?.ErrorRecord
        where record is not null
        select record;

    private List<string> Tables()
    {
        using DbConnection connection = TestStorage.Connect(_engine.Database);
        var values = new List<string>();
        foreach (string table in Read(connection, TestStorage.Tables))
            values.AddRange(Read(connection, $"SELECT * FROM \"{table}\""));
        Assert.NotEmpty(values);
        return values;
    }

    private static List<string> Read(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            for (int column = 0; column < reader.FieldCount; column++)
                values.Add(reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(column)}");
        }
        return values;
    }

    private void AssertFilesAreClean()
    {
        string[] files = Directory.GetFiles(_engine.Folder, "*", SearchOption.AllDirectories);
        if (File.Exists(_engine.Database))
            Assert.Contains(_engine.Database + "-wal", files);
        foreach (string path in files)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            Assert.True(!_secrets.FindIn(bytes).Any(), $"{Path.GetFileName(path)} holds {string.Join(", ", _secrets.FindIn(bytes))}");
        }
    }

    private void AssertClean(string where, IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Assert.True(!_secrets.FindIn(text).Any(), $"{where} shows {string.Join(", ", _secrets.FindIn(text))}: {text[..Math.Min(text.Length, 1000)]}");
    }
}
