using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Declarative.Tests;

/// <summary>Files that real Kong wrote.</summary>
public partial class ExportTests
{
    [Theory]
    [InlineData("2.8.5-to-3.9.1/s4-after-finish/2.8.5/export.yml")]
    [InlineData("2.8.5-to-3.9.1/s4-after-finish/3.9.1/export.yml")]
    [InlineData("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml")]
    [InlineData("3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/export.yml")]
    [InlineData("3.4.2-to-3.9.1/s3-after-up/3.4.2/export.yml")]
    [InlineData("3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml")]
    [InlineData("3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml")]
    [InlineData("3.9.0-to-3.9.1/s4-after-finish/3.9.1/export.yml")]
    public async Task Read_ARecordedExport_HoldsEveryEntityAndReference(string file)
    {
        string yaml = Mended(file);
        Shown shown = await Shown.OfAsync(yaml);
        shown.Unread.Should().BeEmpty();
        // Each entity has one id at the first level of its list.
        shown.Entities.Where(e => e.Id is not null).Select(e => e.Id).Should().BeEquivalentTo(Id().Matches(yaml).Select(m => m.Groups[1].Value));
        HashSet<string?> services = [.. shown.Of("services").Select(s => s.Id)], consumers = [.. shown.Of("consumers").Select(c => c.Id)];
        shown.Of("routes").Should().NotBeEmpty().And.OnlyContain(r => services.Contains(r.Reference("service")));
        shown.Of("keyauth_credentials").Should().HaveCount(yaml.Contains("keyauth_credentials:", StringComparison.Ordinal) ? 3 : 0).And.OnlyContain(k => consumers.Contains(k.Reference("consumer")));
        shown.Of("targets").Should().NotBeEmpty().And.OnlyContain(t => t.Field("upstream.id") != null && t.Number("weight") != null);
        shown.Of("plugins").Where(p => p.IsSet("route")).Should().OnlyContain(p => p.Field("route.id") != null);
        shown.One("_declarative").Text("_format_version").Should().Be(file.Contains("/2.8.5/", StringComparison.Ordinal) ? "2.1" : "3.0");
    }

    [Fact]
    public async Task Read_ARecordedExport_TypesWhatKongTypes()
    {
        Shown shown = await Shown.OfAsync(Mended("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml"));
        var service = shown.Of("services").Single(s => s.Name == "svc-dead");
        (service.Number("port"), service.Text("host"), service.IsTrue("enabled"), service.IsSet("tls_verify"), service.Has("tls_verify")).Should().Be((9, "127.0.0.1", true, false, true));
        shown.Of("certificates").First().Text("cert").Should().StartWith("-----BEGIN CERTIFICATE-----\nMII");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_ALargeFile_TakesMemoryOfItsOwnSize(bool asJson)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Large(20_000, asJson));
            double megabytes = new FileInfo(path).Length / 1e6;
            Counting counting = new();
            long before = GC.GetTotalMemory(forceFullCollection: true), from = TimeProvider.System.GetTimestamp();
            await new DeclarativeFile(path).ReadAsync(counting, TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:0} MB {(asJson ? "JSON" : "YAML")}: {TimeProvider.System.GetElapsedTime(from).TotalSeconds:0.0} s, held {(counting.Held - before) / 1e6:0} MB"));
            counting.Entities.Should().Be((20_000 * 3) + 1);
            ((counting.Held - before) / 1e6).Should().BeLessThan(megabytes * 4);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Keys were cut out of the recordings in a way that leaves no YAML behind.
    private static string Mended(string file) => Cut().Replace(Recordings.Read(file), "${indent}${begin}\n${indent}REMOVED\n${indent}-----END");

    private static string Large(int services, bool asJson)
    {
        StringBuilder text = new(asJson ? "{\"services\": [" : "services:\n");
        for (int i = 0; i < services; i++)
            text.Append(asJson ? JsonService(i) : YamlService(i));
        return text.Append(asJson ? "]}" : "").ToString();
    }

    private static string JsonService(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        {{(i == 0 ? "" : ",")}}{"name": "service-{{i}}", "host": "service-{{i}}.internal.example", "port": 8080, "tags": ["team-{{i % 50}}", "generated"], "routes": [
         {"name": "route-{{i}}", "paths": ["/service/{{i}}/v1", "/service/{{i}}/v2"], "methods": ["GET", "POST"], "strip_path": true, "preserve_host": false, "plugins": [
          {"name": "rate-limiting", "config": {"minute": {{i}}, "policy": "local", "limit_by": "ip", "fault_tolerant": true, "description": "about three hundred bytes of a plugin's configuration stand here"} }]}]}

        """);

    private static string YamlService(int i) => string.Create(CultureInfo.InvariantCulture, $"""
        - name: service-{i}
          host: service-{i}.internal.example
          port: 8080
          tags: [team-{i % 50}, generated]
          routes:
          - name: route-{i}
            paths:
            - /service/{i}/v1
            - /service/{i}/v2
            methods: [GET, POST]
            strip_path: true
            preserve_host: false
            plugins:
            - name: rate-limiting
              config:
                minute: {i}
                policy: local
                limit_by: ip
                fault_tolerant: true
                description: about three hundred bytes of a plugin's configuration stand here

        """);

    private sealed class Counting : Preflight.Entities.IEntityVisitor
    {
        public int Entities { get; private set; }

        public long Held { get; private set; }

        public void See(Preflight.Entities.KongEntity entity)
        {
            if (Entities++ == 0) Held = GC.GetTotalMemory(forceFullCollection: true);
        }

        public void CouldNotRead(string part, string why) => Assert.Fail($"{part}: {why}");
    }

    [GeneratedRegex(@"(?<indent>^[ ]+)(?<begin>-----BEGIN [A-Z ]+-----)\n(\S[^\n]*)\n-----END", RegexOptions.Multiline)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^[ -] id: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Id();
}
