using System.Text;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Routes;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

/// <summary>The recorded installation of real Kong 3.4.2, as its Admin API told it: every route is asked, and the answers are those that the recorded nodes gave.</summary>
public class RecordedRoutesTests
{
    private const string Folder = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/";

    private static readonly (string Kind, string File)[] files =
        [("services", "services"), ("routes", "routes"), ("plugins", "plugins"), ("consumers", "consumers"), ("upstreams", "upstreams"), ("keyauth_credentials", "key-auths"), ("snis", "snis"), ("workspaces", "workspaces")];

    [Fact]
    public void Derive_TheRecordedInstallation_AsksEachOfTheNineRoutes()
    {
        DerivedRequests derived = RouteRequests.Derive(Entities(), RouteEntities.Options() with { UsesCredentials = true });
        derived.Requests.Select(r => r.Route).Distinct().Should().HaveCount(9);
        ApprovedText.Check(Text(derived), "derived-recorded-342");
    }

    /// <summary>Whom and what blue answered when it was asked by hand (x1-settled.probe.txt).</summary>
    [Theory]
    [InlineData("proxy GET /keyed no key", "route r-keyed: GET /keyed")]
    [InlineData("proxy GET /re/42 (regex)", "route r-regex: GET /re/0")]
    [InlineData("proxy GET /two header x-version 2", "route r-headers: GET /two with x-version")]
    [InlineData("proxy GET /dead", "route r-dead: GET /dead")]
    public void Derive_TheRecordedInstallation_ExpectsWhatBlueAnswered(string probe, string name)
    {
        ExpectedAnswer expected = RouteRequests.Derive(Entities(), RouteEntities.Options()).Requests.Single(r => r.Name == name).Expected;
        string line = Recordings.Read(Folder + "x1-settled.probe.txt").Split('\n').Single(l => l.StartsWith(probe + " ", StringComparison.Ordinal));
        int status = int.Parse(line[probe.Length..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        if (expected.Statuses.Count > 0) expected.Statuses.Should().Contain(status);
        else status.Should().NotBe(401).And.NotBe(404);
    }

    private static KongEntity[] Entities() => [.. files.SelectMany(f => Entities(f.Kind, Recordings.Read($"{Folder}admin/{f.File}.http")))];

    private static IEnumerable<KongEntity> Entities(string kind, string recorded)
    {
        using JsonDocument body = JsonDocument.Parse(recorded[recorded.IndexOf("\n{", StringComparison.Ordinal)..].Trim());
        return [.. body.RootElement.GetProperty("data").EnumerateArray().Select(e => new KongEntity(kind, e.Clone(), "default"))];
    }

    private static string Text(DerivedRequests derived)
    {
        StringBuilder text = new();
        foreach (DerivedRequest request in derived.Requests.OrderBy(r => r.Name, StringComparer.Ordinal))
            text.Append(request.Name).Append("\n  answers ").AppendJoin(" or ", request.Expected.Statuses).Append(request.Expected.Statuses.Count == 0 ? "anything" : "").Append(request.Expected.Never.Count > 0 ? " but 401" : "")
                .Append(": ").Append(request.Expected.Why).Append(" (").Append(request.Expected.Area).Append(")\n  ").Append(request.Expected.RouteName).Append(" of ").Append(request.Expected.ServiceName).Append(", effects ").Append(request.Effects).Append("\n  ")
                .AppendJoin(", ", request.Traits).Append('\n');
        return text.Append("unreached: ").AppendJoin('\n', derived.Unreached.DefaultIfEmpty("none")).Append('\n').ToString();
    }
}
