using System.Text.Json;
using CsCheck;
using Kong.Upgrade.Configuration;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Configuration;

public class KongConfigurationTests
{
    private static readonly string[] recordedRoots =
    [
        "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/root.http", "3.4.2-to-3.9.1/s3-after-up/3.9.1/admin-root.http", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/root.http",
        "2.8.5-to-3.9.1/s3-after-up/3.9.1/root.http", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/admin/root.http", "3.9.0-to-3.9.1/s3-after-up/3.9.1/root.http",
    ];

    [Theory]
    [InlineData("pg_user=kong", "kong")]
    [InlineData("  pg_user \t=  kong  ", "kong")]
    [InlineData("pg_user = kong # who", "kong")]
    [InlineData("pg_user = k\\#ng # who", "k#ng")]
    [InlineData("pg_user = \"kong\"", "\"kong\"")]
    [InlineData("pg_user = 'kong'", "'kong'")]
    [InlineData("pg_user = one\npg_user = two", "two")]
    [InlineData("# pg_user = one\n;pg_user = two", "kong")]
    [InlineData("pg_user = ko\\\n# between\nng", "kong")]
    [InlineData("pg_user = a = b", "a = b")]
    [InlineData("pg-user = other", "other")]
    [InlineData("[section]\npg_user = other", "kong")]
    [InlineData("pg_user = one\r\nplugins = x\r\n", "one")]
    [InlineData("pg_user = 007", "7")]
    [InlineData("pg_user = 007 # so", "007")]
    [InlineData("pg_user = 12345678901234567890", "1.2345678901235e+19")]
    [InlineData("pg_user = 0x10", "16")]
    [InlineData("pg_user = 1-2", "1-2")]
    public void Parse_OfALine_ReadsWhatKongReads(string text, string user) =>
        KongConfiguration.Parse(text).Postgres.User.Should().Be(user);

    [Fact]
    public void Parse_OfAnEmptyValue_TakesTheDefaultAway()
    {
        KongConfiguration empty = KongConfiguration.Parse("pg_database =\npg_user = # nobody");
        empty.Postgres.Database.Should().BeNull();
        empty.Value("pg_user").Should().BeNull();
        KongConfiguration.Parse("", Environment(("KONG_PG_DATABASE", ""))).Postgres.Database.Should().BeNull();
    }

    [Fact]
    public void Parse_WithAnEnvironment_PrefersItAndTakesItAsItIs()
    {
        KongConfiguration both = KongConfiguration.Parse("pg_host = file\npg_port = 1\nplugins = off", Environment(("KONG_PG_HOST", " env\\#1 # 2 "), ("KONG_pg_port", "7"), ("PG_PORT", "8"), ("KONG_MY_OWN", "x")));
        both.Postgres.Host.Should().Be("env\\#1 # 2");
        both.Postgres.Port.Should().Be(1);
        both.Plugins.Should().BeEmpty();
        both.Value("my_own").Should().Be("x");
        both.Names.Should().Contain(["my_own", "pg_host", "pg_user"]);
    }

    [Fact]
    public void Parse_OfAnythingWrittenInKongsQuoting_ReadsItBack()
    {
        // A value that looks like a number is Kong's to change; white space at the ends, a line's end and a backslash before # or at the end cannot be written at all.
        Gen<string> text = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('#'), Gen.Const('\\'), Gen.Const('"'), Gen.Const('='), Gen.Const(';'), Gen.Const('\t'), Gen.Const('é'))]
            .Where(v => ConfigurationText.Trim(v) == v && !v.Contains("\\#", StringComparison.Ordinal) && !v.EndsWith('\\') && LuaNumber.Normalize(v) is null);
        text.Sample(value => KongConfiguration.Parse($"log_level=x\nmy_value = {ConfigurationText.Write(value)}\npg_user=y").Value("my_value") == (value.Length == 0 ? null : value));
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("4", 4)]
    public void WorkerProcesses_AsSet_AreRead(string written, int? count) =>
        KongConfiguration.Parse($"nginx_worker_processes = {written}").WorkerProcesses.Should().Be(count);

    [Fact]
    public void WorkerProcesses_UnderBothNames_FollowTheDirective() =>
        KongConfiguration.Parse("nginx_worker_processes = 2\nnginx_main_worker_processes = 3").WorkerProcesses.Should().Be(3);

    [Fact]
    public void Value_InAVault_IsReadFromTheEnvironmentOnly()
    {
        KongConfiguration found = KongConfiguration.Parse(
            "pg_password = {vault://env/my-secret}\npg_user = {vault://env/login/user}\nssl_cert = {vault://aws/cert}\npg_ro_user = {vault://env/none}",
            Environment(("MY_SECRET", "hidden"), ("LOGIN", """{"user":"me"}""")));
        (found.Postgres.Password, found.Postgres.User).Should().Be(("hidden", "me"));
        found.Unreadable.Should().Equal("pg_ro_user", "ssl_cert");
        found.Invoking(c => c.Value("ssl_cert")).Should().Throw<UpgradeServiceException>().WithMessage("*ssl_cert stands in a vault*{vault://aws/cert}*KONG_SSL_CERT*");
    }

    [Fact]
    public async Task LoadAsync_OfAFile_ReadsItOrSaysWhyNot()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "pg_host = db.example");
        (await KongConfiguration.LoadAsync(file, Environment(), default)).Postgres.Host.Should().Be("db.example");
        File.Delete(file);
        Func<Task> absent = () => KongConfiguration.LoadAsync(file, Environment(), default);
        await absent.Should().ThrowAsync<UpgradeServiceException>().WithMessage($"*{file}*Name a file that exists*");
    }

    [Fact]
    public void Texts_OfAConfiguration_ShowNoSecret()
    {
        KongConfiguration secret = KongConfiguration.Parse("pg_password = s3cret", Environment(("KONG_PG_RO_PASSWORD", "s3cret")));
        (secret.ToString() + secret.Postgres + string.Join(' ', secret.Names)).Should().NotContain("s3cret");
    }

    [Fact]
    public void Defaults_OfThisLibrary_AreThoseOfRealNodes()
    {
        // What the lab set: everything else that we have a default for must be what the node answered.
        string[] set = ["pg_port", "pg_database", "pg_timeout", "prefix", "nginx_worker_processes", "pg_user"];
        KongConfiguration defaults = KongConfiguration.Parse("");
        foreach (string file in recordedRoots)
        {
            JsonElement recorded = Configuration(file);
            foreach (string name in defaults.Names.Except(set)) Text(recorded.GetProperty(name)).Should().Be(defaults.Value(name), $"{name} in {file}");
        }
    }

    [Fact]
    public void Parse_OfWhatANodeWasGiven_AgreesWithWhatTheNodeAnswered()
    {
        foreach (string file in recordedRoots)
        {
            JsonElement recorded = Configuration(file);
            string[] names = [.. recorded.EnumerateObject().Where(p => p.Name.StartsWith("pg_", StringComparison.Ordinal) && p.Value.ToString() != "******" || p.Name is "plugins" or "prefix" or "nginx_worker_processes" or "database" or "admin_listen").Select(p => p.Name)];
            string written = string.Join('\n', names.Select(n => $"{n} = {ConfigurationText.Write(Text(recorded.GetProperty(n)))} # as recorded"));
            KongConfiguration read = KongConfiguration.Parse(written);
            foreach (string name in names) read.Value(name).Should().Be(Text(recorded.GetProperty(name)), $"{name} in {file}");
            read.Postgres.Timeout.TotalMilliseconds.Should().Be(recorded.GetProperty("pg_timeout").GetDouble());
            read.WorkerProcesses.Should().Be(1);
        }
    }

    private static JsonElement Configuration(string file)
    {
        string answer = Recordings.Read(file);
        return JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("configuration");
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray()),
        _ => value.ToString(),
    };

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] variables) => variables.ToDictionary(v => v.Name, v => v.Value);
}
