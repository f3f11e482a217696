namespace Kong.Upgrade.Tests;

public class Pcre2Tests
{
    [Fact]
    public void Rule_Regex_SaysWhichConstructIsRefused() =>
        Installations.Find("370-01", new() { From = "3.4.2", To = "3.9.1", Conf = ["router_flavor = traditional"], Entities = new() { ["routes"] = [Installations.Json("""{ "paths": ["~/[\\w-.]"] }""")] } })!
            .Subjects.Should().ContainSingle().Which.Value.Should().Match(@"paths /[\w-.]: *PCRE2 refuses it.");

    [Theory]
    [InlineData("routes", """{ "paths": ["~/[\\w-.]"] }""", "router_flavor = traditional", true)]
    [InlineData("routes", """{ "paths": ["~/[\\w-.]"] }""", "router_flavor = traditional_compatible", false)]
    [InlineData("routes", """{ "paths": ["~/[\\w-.]"] }""", "log_level = info", false)]
    [InlineData("routes", """{ "headers": { "x-a": ["~*[\\w-.]", "[\\w-.]"] } }""", "router_flavor = traditional", true)]
    [InlineData("routes", """{ "headers": { "x-a": ["[\\w-.]"] } }""", "router_flavor = traditional", false)]
    [InlineData("plugins", """{ "name": "bot-detection", "config": { "deny": ["[\\w-.]"], "allow": null } }""", "log_level = info", true)]
    [InlineData("plugins", """{ "name": "bot-detection", "enabled": false, "config": { "deny": ["[\\w-.]"] } }""", "log_level = info", false)]
    [InlineData("plugins", """{ "name": "cors", "config": { "origins": ["https://[\\w-.]+\\.example\\.com"] } }""", "log_level = info", true)]
    [InlineData("plugins", """{ "name": "ai-prompt-guard", "config": { "deny_patterns": ["[\\w-.]"] } }""", "log_level = info", true)]
    [InlineData("plugins", """{ "name": "request-validator", "config": { "body_schema": "{\"properties\":{\"a\":{\"pattern\":\"[\\\\w-.]\"}}}" } }""", "log_level = info", true)]
    [InlineData("plugins", """{ "name": "request-validator", "config": { "body_schema": "[{\"pattern\": broken" } }""", "log_level = info", false)]
    [InlineData("plugins", """{ "name": "request-validator", "config": { "parameter_schema": [ { "name": "a", "schema": "{\"patternProperties\":{\"[\\\\w-.]\":{}}}" } ] } }""", "log_level = info", true)]
    [InlineData("plugins", """{ "name": "acl", "config": { "allow": ["[\\w-.]"] } }""", "log_level = info", false)]
    public void Rule_Entity_LooksWhereNginxCompiles(string kind, string entity, string setting, bool isFound) =>
        (Installations.Find("370-01", new() { From = "3.4.2", To = "3.9.1", Conf = [setting], Entities = new() { [kind] = [Installations.Json(entity)] } }) is not null).Should().Be(isFound);
}
