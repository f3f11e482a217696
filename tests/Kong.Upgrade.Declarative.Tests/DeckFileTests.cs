namespace Kong.Upgrade.Declarative.Tests;

public class DeckFileTests
{
    private const string Deck = """
        _format_version: "3.0"
        _workspace: team-a
        _info:
          select_tags: [x]
        _plugin_configs:
          limits:
            minute: 5
            policy: local
            nested: {a: 1, b: 2}
        plugins:
        - name: prometheus
        services:
        - name: one
          host: ${{ env "DECK_HOST" }}
          routes:
          - name: r1
            paths: [/a]
            plugins:
            - name: rate-limiting
              _config: limits
              config:
                policy: redis
                nested: {c: 3}
          plugins:
          - name: cors
        consumers:
        - username: alice
          keyauth_credentials:
          - key: k
          groups:
          - name: gold
        - custom_id: only-this
          acls:
          - group: g
        upstreams:
        - name: up
          targets:
          - target: a:1
        consumer_groups:
        - name: gold
          plugins:
          - name: rate-limiting-advanced
          consumers:
          - username: bob
        certificates:
        - id: a01a8b28-87d5-49cc-85e7-6539b10cc235
          snis:
          - name: a.example
        key_sets:
        - name: ks
          keys:
          - kid: "1"
        custom_things:
        - extra: {deep: [1, yes]}
        """;

    [Fact]
    public async Task Read_NestedEntities_PointToTheirParents()
    {
        Shown shown = await Shown.OfAsync(Deck);
        shown.Unread.Should().BeEmpty();
        (string Kind, string Field, string Parent)[] links = [("routes", "service", "one"), ("keyauth_credentials", "consumer", "alice"), ("acls", "consumer", "only-this"), ("targets", "upstream", "up"), ("snis", "certificate", "a01a8b28-87d5-49cc-85e7-6539b10cc235"), ("keys", "set", "ks")];
        foreach ((string kind, string field, string parent) in links) shown.One(kind).Reference(field).Should().Be(parent, kind);
        shown.Of("plugins").ToDictionary(p => p.Name!, p => p.Reference("route") ?? p.Reference("service") ?? p.Reference("consumer_group")).Should()
            .BeEquivalentTo(new Dictionary<string, string?> { ["prometheus"] = null, ["cors"] = "one", ["rate-limiting"] = "r1", ["rate-limiting-advanced"] = "gold" });
        shown.Of("consumer_group_consumers").Select(t => (t.Reference("consumer"), t.Reference("consumer_group"))).Should().BeEquivalentTo([("alice", "gold"), ("bob", "gold")]);
        shown.One("services").Has("routes").Should().BeFalse();
        shown.One("services").Text("host").Should().Be("""${{ env "DECK_HOST" }}""");
        shown.One("custom_things").Fields.ToString().Should().Be("""{"extra":{"deep":[1,true]}}""");
        shown.Entities.Should().OnlyContain(e => e.Workspace == "team-a");
    }

    [Fact]
    public async Task Read_SharedConfigurations_FillWhatAPluginDoesNotSay()
    {
        Shown shown = await Shown.OfAsync(Deck);
        shown.Of("plugins").Single(p => p.Name == "rate-limiting").Field("config").ToString().Should().Be("""{"policy":"redis","nested":{"c":3},"minute":5}""");
    }

    [Fact]
    public async Task Read_ASharedConfigurationThatIsMissing_IsToldWithItsPlace()
    {
        Shown shown = await Shown.OfAsync("plugins:\n- name: cors\n  _config: nope\n- name: acl\n");
        shown.Of("plugins").Select(p => p.Name).Should().Equal("acl");
        shown.Unread.Should().ContainSingle().Which.Should().Contain("a.yml: line 2, column 3: its _config names 'nope'");
    }

    [Fact]
    public async Task Read_ParentsBehindTheirChildren_AreShownBeforeThem()
    {
        Shown shown = await Shown.OfAsync("plugins:\n- {name: cors, route: r}\nroutes:\n- {name: r, service: {name: s}}\nservices:\n- {name: s, client_certificate: a01a8b28-87d5-49cc-85e7-6539b10cc235}\n", "consumers:\n- username: c\n");
        shown.Entities.Select(e => e.Kind).Should().Equal("_declarative", "_declarative", "services", "consumers", "routes", "plugins");
        shown.One("plugins").Field("route").ToString().Should().Be("""{"name":"r"}""");
        shown.One("services").Field("client_certificate").ToString().Should().Be("""{"id":"a01a8b28-87d5-49cc-85e7-6539b10cc235"}""");
    }

    [Fact]
    public async Task Read_TheHead_IsAnEntityOfItsOwn()
    {
        Shown shown = await Shown.OfAsync(Deck);
        shown.One("_declarative").Fields.ToString().Should().Be("""{"_format_version":"3.0","_workspace":"team-a","_info":{"select_tags":["x"]}}""");
        (await Shown.OfAsync("_format_version: 1.10\n")).One("_declarative").Text("_format_version").Should().Be("1.10");
    }

    [Fact]
    public async Task Read_AParentWithoutAName_IsStillKnownToItsChildren()
    {
        Shown shown = await Shown.OfAsync("services:\n- host: a\n  routes:\n  - paths: [/]\n- host: b\n");
        shown.Of("services").Should().HaveCount(2);
        shown.One("routes").Reference("service").Should().NotBeNull().And.Be(shown.Of("services").First().Id);
        shown.Of("services").Last().Id.Should().BeNull();
    }

    [Fact]
    public async Task Read_AnchorsAliasesAndMergeKeys_AreWrittenOut()
    {
        Shown shown = await Shown.OfAsync("""
            x-base: &base {retries: 3, port: 1}
            services:
            - &s
              name: a
              <<: *base
              port: 2
            - <<: [{name: b}, *s]
            plugins:
            - name: cors
              config: &c {origins: [x]}
            - name: cors
              config: *c
            """);
        shown.Of("services").Select(s => s.Fields.ToString()).Should().Equal("""{"name":"a","port":2,"retries":3}""", """{"name":"b","port":2,"retries":3}""");
        shown.Of("plugins").Select(p => p.Field("config").ToString()).Should().Equal("""{"origins":["x"]}""", """{"origins":["x"]}""");
    }

    [Fact]
    public async Task Read_Json_IsTheSame()
    {
        Shown shown = await Shown.OfAsync("\n{\n\t\"_format_version\": \"3.0\", \"services\": [{\"name\": \"a\\/\\ud83d\\ude00\", \"port\": 1e2, \"path\": null, \"routes\": [{\"name\": \"yes\", \"strip_path\": true}]}]}");
        shown.One("services").Fields.ToString().Should().Contain("\"port\":100").And.Contain("\"path\":null");
        shown.One("services").Name.Should().Be("a/😀");
        shown.One("routes").Name.Should().Be("yes");
    }
}
