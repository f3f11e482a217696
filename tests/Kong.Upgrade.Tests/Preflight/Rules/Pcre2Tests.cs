using Kong.Upgrade.Preflight.Rules.Since37;

namespace Kong.Upgrade.Tests;

public class Pcre2Tests
{
    // As PCRE2 10.42 answers, where PCRE accepted all.
    [Theory]
    [InlineData(@"[\w-.]", true)]
    [InlineData(@"[\p{L}-x]", true)]
    [InlineData("[[:alpha:]-z]", true)]
    [InlineData(@"\y", true)]
    [InlineData(@"a\i", true)]
    [InlineData(@"[\d-]", false)]
    [InlineData(@"[\w\-.]", false)]
    [InlineData(@"[a-z\d]", false)]
    [InlineData(@"[]\w-]", false)]
    [InlineData(@"\w-x", false)]
    [InlineData(@"\/\_\d\.", false)]
    [InlineData(@"\\y", false)]
    [InlineData(@"\Q\y\E", false)]
    [InlineData(@"\", false)]
    [InlineData("[", false)]
    [InlineData("", false)]
    public void WhyRefused_Regex_KnowsWhatOnlyPcreAccepted(string regex, bool isRefused) => (Pcre2Syntax.WhyRefused(regex) is not null).Should().Be(isRefused);

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
