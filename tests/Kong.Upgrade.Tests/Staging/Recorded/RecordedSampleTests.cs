using CsCheck;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Tests;

public class RecordedSampleTests
{
    private static readonly Gen<(int Route, int Item)[]> traffic = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 12]).Array[0, 400];

    [Fact]
    public void Read_AnyTraffic_IsFairOverRoutes() => Gen.Select(traffic, Gen.Int[1, 60], Gen.Int[1, 6]).Sample((asked, most, perRoute) =>
    {
        RecordedRequests recorded = Read(asked, most, perRoute);

        Dictionary<string, int> sent = recorded.Requests.GroupBy(r => r.Route).ToDictionary(g => g.Key, g => g.Count());
        Dictionary<string, int> different = asked.Distinct().GroupBy(a => $"r{a.Route}").ToDictionary(g => g.Key, g => g.Count());
        recorded.Requests.Select(r => r.Request.Path).Should().OnlyHaveUniqueItems();
        if (different.Count <= most) sent.Keys.Should().BeEquivalentTo(different.Keys, "no route is forgotten");
        recorded.HasLostRoutes.Should().Be(different.Count > most);
        recorded.Requests.Count.Should().Be(Math.Min(most, different.Count > most ? most : different.Values.Sum(d => Math.Min(d, perRoute))));
        // Nobody has two more than another who could have had one more.
        foreach ((string route, int count) in sent)
            if (count < Math.Min(different[route], perRoute)) sent.Values.Max().Should().BeLessThanOrEqualTo(count + 1);
        recorded.SampledOut.Should().Be(asked.Length - recorded.Requests.Count);
    }, iter: 300);

    [Fact]
    public void Read_TheSameRequestsInAnyOrderAndNumber_GivesTheSameSample() => Gen.Select(traffic, Gen.Int[0, int.MaxValue]).Sample((asked, seed) =>
    {
        (int, int)[] shuffled = [.. asked, .. asked];
        new Random(seed).Shuffle(shuffled);

        Paths(Read(shuffled, 30, 3)).Should().Equal(Paths(Read(asked, 30, 3)));
    }, iter: 100);

    [Fact]
    public void Read_InAnyProcess_GivesThisSample() =>
        Paths(Read([.. Enumerable.Range(0, 3).SelectMany(r => Enumerable.Range(0, 100).Select(i => (r, i)))], 5, 2)).Should().Equal("/r0/91", "/r1/38", "/r2/63", "/r0/60", "/r1/13");

    [Fact]
    public void Read_ManyOfOneRoute_TakesEachAboutAsOften()
    {
        int[] taken = new int[100];
        for (int round = 0; round < 100; round++)
            foreach (RecordedRequest kept in Read([.. Enumerable.Range(0, 100).Select(i => (round, i))], 1_000, 20).Requests) taken[kept.Place - 1]++;

        // 20 on average of 100 rounds, with a standard deviation of 4.
        taken.Should().OnlyContain(t => t > 3 && t < 40);
        taken.Sum().Should().Be(2_000);
    }

    [Fact]
    public void Add_MoreBytesThanAllowed_TakesLessOfEachRouteBeforeItTakesNone()
    {
        FairSample sample = new(1_000, 16, mostBytes: 20_000);
        for (int i = 0; i < 1_600; i++) sample.Add($"r{i % 40}", StableHash.Of($"{i}"), 100, new() { Path = $"/{i}" }, i);

        (sample.Routes, sample.IsShortOfMemory, sample.HasLostRoutes).Should().Be((40, true, false));
        sample.Take().Count.Should().Be(80);

        for (int i = 0; i < 400; i++) sample.Add($"s{i}", StableHash.Of($"{i}"), 100, new() { Path = $"/{i}" }, i);

        sample.Take().Count.Should().BeInRange(30, 66);
        sample.HasLostRoutes.Should().BeTrue();
    }

    [Theory]
    [InlineData("GET", "Api.Example.com:8443", "/orders/17/items/3?page=2", "GET api.example.com/orders/{id}/items/{id}")]
    [InlineData("GET", "[::1]:80", "/users/5f0c6a1e-3b1d-4a8e-9d53-0b6a6a5d7f11", "GET [::1]/users/{id}")]
    [InlineData("GET", null, "/v2/oauth2/deadbeef01/feedback", "GET /v2/oauth2/{id}/feedback")]
    [InlineData("HEAD", "a", "/files/invoice-20240131.pdf", "HEAD a/files/invoice-{id}.pdf")]
    [InlineData("GET", "a", "/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0", "GET a/t/{id}")]
    [InlineData("GET", "a", "/reports/2024-01-31/", "GET a/reports/{id}/")]
    [InlineData("GET", "a", "/", "GET a/")]
    public void RouteKey_OfAPath_PutsIdsTogether(string method, string? host, string path, string key) =>
        RouteKey.Of(new() { Method = method, Host = host, Path = path }).Should().Be(key);

    private static RecordedRequests Read(IReadOnlyList<(int Route, int Item)> asked, int most, int perRoute)
    {
        RecordedSink sink = new(new() { Most = most, MostPerRoute = perRoute }, request => request.Path.Split('/')[1]);
        Draft draft = new();
        for (int i = 0; i < asked.Count; i++)
        {
            draft.Clear();
            (draft.Method, draft.Path) = ("GET", $"/r{asked[i].Route}/{asked[i].Item}");
            sink.Add(draft, i + 1);
        }
        return sink.Close("x", "line", null);
    }

    private static IReadOnlyList<string> Paths(RecordedRequests recorded) => [.. recorded.Requests.Select(r => r.Request.Path)];
}
