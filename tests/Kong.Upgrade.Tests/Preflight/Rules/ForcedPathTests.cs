using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Rules.Seen;

namespace Kong.Upgrade.Tests;

public class ForcedPathTests
{
    // What real 3.9.1 made of them (kong-facts 12.3).
    [Theory]
    [InlineData(@"~/foo\d+", @"~~/foo\d+")]
    [InlineData("/a+b", "~/a+b")]
    [InlineData("/u@v", "~/u@v")]
    [InlineData("/x:y", "~/x:y")]
    [InlineData("/s*", "~/s*")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/café", "~/café")]
    [InlineData("/plain", "/plain")]
    // What its code says.
    [InlineData("/", "/")]
    [InlineData("~/foo", "~/foo")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%7Eb", "/a~b")]
    [InlineData("/a//b/./c/../d/", "/a/b/d/")]
    [InlineData(@"/%2E\d", @"~/\.\d")]
    public void Migrated_Path_IsWhatKongMakesOfIt(string path, string migrated) => ForcedPath.Migrated(path).Should().Be(migrated);

    [Theory]
    [InlineData("2.8.5", @"/foo\d+", @"-f makes ~~/foo\d+ of ~/foo\d+")]
    [InlineData("3.4.2", @"/foo\d+", @"-f makes ~/foo\d+ of /foo\d+")]
    [InlineData("2.8.5", "/foo", null)]
    public void Rule_Route_SaysWhatForceWouldMake(string from, string path, string? value) =>
        Installations.Find("SEEN-08", from, "3.9.1", "routes", $$"""{ "id": "1", "name": "r", "paths": ["{{path.Replace(@"\", @"\\", StringComparison.Ordinal)}}"] }""")?.Subjects.Single().Value.Should().Be(value);

    [Theory]
    [InlineData("plugins = bundled", FindingSeverity.Information)]
    [InlineData("plugins = bundled, my-auth", FindingSeverity.Serious)]
    public void Rule_Route_IsSeriousWhereForceIsAdvised(string green, FindingSeverity severity) =>
        Installations.Find("SEEN-08", new() { From = "3.4.2", To = "3.9.1", Conf = ["plugins = bundled"], GreenConf = [green], Entities = new() { ["routes"] = [Installations.Json("""{ "paths": ["/a+b"] }""")] } })!.Severity.Should().Be(severity);
}
