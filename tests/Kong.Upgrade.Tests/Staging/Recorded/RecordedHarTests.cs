using System.Text;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Tests;

/// <summary>Archives of the kinds that Chrome, Firefox and proxies save.</summary>
public class RecordedHarTests
{
    private const string Har = """
        {"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[{"id":"page_1","title":"https://shop.example.com/","pageTimings":{"onLoad":12.5}}],
        "entries":[
          {"_initiator":{"type":"script","stack":{"callFrames":[{"url":"https://shop.example.com/a.js"}],"parent":{"parent":{"callFrames":[]}}}},"_priority":"High","_resourceType":"fetch","cache":{},
           "request":{"method":"GET","url":"https://api.example.com/orders/17?page=2&apikey=s3cret&q=%22#top","httpVersion":"http/2.0","headers":[
              {"name":":authority","value":"api.example.com"},{"name":":method","value":"GET"},{"name":":path","value":"/orders"},{"name":"accept","value":"application/json"},{"name":"Authorization","value":"Bearer s3cret"},
              {"name":"cookie","value":"sid=s3cret"},{"name":"x-api-key","value":"s3cret"},{"name":"If-None-Match","value":"\"1\""},{"name":"range","value":"bytes=0-1"},{"name":"connection","value":"keep-alive, X-Hop"},{"name":"x-hop","value":"1"},
              {"name":"x-tenant","value":"Caf\u00e9 \ud83d\ude00"}],"queryString":[{"name":"page","value":"2"}],"cookies":[],"headersSize":-1,"bodySize":0},
           "response":{"status":200,"headers":[{"name":"method","value":"url"}],"content":{"size":2,"mimeType":"application/json","text":"{\"log\":{\"entries\":[]}}"}},"time":1},
          {"request":{"method":"POST","url":"http://user:pw@api.example.com:8000/orders","headers":[{"name":"Host","value":"api.example.com:8000"},{"name":"Content-Length","value":"9"},{"name":"Content-Type","value":"application/json"}],"postData":{"mimeType":"application/json","text":"{\"a\":\"é\"}"}},"response":{"status":201}},
          {"request":{"method":"POST","url":"http://api.example.com/form","headers":[],"postData":{"mimeType":"application/x-www-form-urlencoded; charset=utf-8","params":[{"name":"a","value":"1"},{"name":"b","value":"x%20y"}]}}},
          {"request":{"method":"POST","url":"http://api.example.com/upload","headers":[{"name":"content-length","value":"1000"}]}},
          {"request":{"method":"GET","url":"wss://api.example.com/live","headers":[{"name":"Sec-WebSocket-Key","value":"x"},{"name":"Sec-WebSocket-Protocol","value":"chat"},{"name":"Upgrade","value":"websocket"}]},"response":{"status":101}},
          {"request":{"method":"GET","url":"https://fonts.example.net?family=x","headers":[]}},
          {"request":{"method":"GET","url":"data:image/png;base64,AAAA","headers":[]}}
        ]}}
        """;

    [Fact]
    public async Task Read_ABrowsersArchive_GivesWhatTheBrowserAsked()
    {
        RecordedRequests recorded = await RecordedReading.OfHarAsync(Har, o => o.AllowUnsafe = true);

        recorded.Asked().Should().Equal(
            "GET https://api.example.com/orders/17?page=2&q=%22", "POST http://api.example.com:8000/orders", "POST http://api.example.com/form", "GET https://api.example.com/live as a WebSocket", "GET https://fonts.example.net/?family=x");
        Encoding.UTF8.GetString(recorded.Requests.Single(r => r.Request.Path == "/orders").Request.Body.Span).Should().Be("{\"a\":\"é\"}");
        Encoding.UTF8.GetString(recorded.Requests.Single(r => r.Request.Path == "/form").Request.Body.Span).Should().Be("a=1&b=x%20y");
        (recorded.Read, recorded.LeftOut.WithoutBody, recorded.WithoutCredentials, recorded.Unreadable.Count).Should().Be((6, 1, 1, 1));
        recorded.Unreadable.Places.Single().Should().Be(((long)Encoding.UTF8.GetByteCount(Har[..Har.LastIndexOf("{\"request\"", StringComparison.Ordinal)]), "it asks for no path and no http URL"));
    }

    [Fact]
    public async Task Read_Headers_LeavesOutCredentialsAndWhatBelongsToTheConnection()
    {
        RecordedRequests recorded = await RecordedReading.OfHarAsync(Har);

        (await recorded.Requests.Single(r => r.Request.Path.StartsWith("/orders", StringComparison.Ordinal)).HeadersAsync()).Should().Equal("accept: application/json", "x-tenant: Café 😀");
        (await recorded.Requests.Single(r => r.Request.Path == "/live").HeadersAsync()).Should().Equal("Sec-WebSocket-Protocol: chat");
        recorded.LeftOut.UnsafeByMethod.Should().Equal(new Dictionary<string, long> { ["POST"] = 3 });
    }

    [Fact]
    public async Task Read_WithKeepCredentials_LeavesThemInAndShowsThemNowhere()
    {
        RecordedRequests recorded = await RecordedReading.OfHarAsync(Har, o => o.KeepCredentials = true);

        StagingRequest asked = recorded.Requests.Single(r => r.Request.Path.StartsWith("/orders", StringComparison.Ordinal)).Request;
        asked.Path.Should().Be("/orders/17?page=2&apikey=s3cret&q=%22");
        asked.Headers.Select(h => h.Name).Should().Equal("accept", "Authorization", "cookie", "x-api-key", "x-tenant");
        string.Concat(asked.ToString(), string.Concat(asked.Headers), string.Concat(recorded.Describe())).Should().NotContain("s3cret");
    }

    [Fact]
    public async Task Read_Hosts_LeavesOutTheOthers()
    {
        RecordedRequests recorded = await RecordedReading.OfHarAsync(Har, o => (o.Hosts, o.AllowUnsafe) = (["*.example.COM"], true));

        recorded.Requests.Select(r => r.Request.Host).Distinct().Should().BeEquivalentTo("api.example.com", "api.example.com:8000");
        recorded.LeftOut.OtherHost.Should().Be(1);
        recorded.Describe().Should().Contain("file f: 1 requests are for other hosts than *.example.COM and are not replayed.");
    }

    [Fact]
    public async Task Read_CutAnywhere_GivesTheEntriesBeforeIt()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Har);
        int most = 0;
        for (int length = 0; length < whole.Length - 1; length += 23)
        {
            RecordedRequests recorded = await RecordedReading.OfAsync(new HarFormat(), whole[..length], set: o => o.AllowUnsafe = true);

            recorded.Requests.Count.Should().BeInRange(most, 5);
            most = recorded.Requests.Count;
            // Where the last of its places is there is no more to come but brackets.
            (recorded.Unreadable.Places[^1].Why, recorded.Troubles.Count).Should().Be(("it ends before its JSON does; what comes after it is not read", most == 0 ? 1 : 0));
        }
        most.Should().Be(5);
    }

    [Theory]
    [InlineData("", 0, "it ends before its JSON does; what comes after it is not read")]
    [InlineData("GET / HTTP/1.1", 0, "it is no JSON: 'G' is an invalid start of a value; what comes after it is not read")]
    [InlineData("\uFEFF", 0, "it ends before its JSON does; what comes after it is not read")]
    [InlineData("[]", 0, "it is JSON and no HAR: it has no log.entries")]
    [InlineData("{\"log\":{\"entries\":{}}}", 0, "it is JSON and no HAR: it has no log.entries")]
    [InlineData("{\"entries\":[]}", 0, "it is JSON and no HAR: it has no log.entries")]
    [InlineData("{\"log\":{\"entries\":[7]}}", 19, "an entry that is no object")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":7}]}}", 19, "its entry request is of the wrong kind")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":[]}}]}}", 19, "its request url is of the wrong kind")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":null,\"url\":\"http://a/\"}}]}}", 19, "an entry whose request has no method or no url")]
    [InlineData("{\"log\":{\"entries\":[{}]}}", 19, "an entry whose request has no method or no url")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://a/\\ud800\"}}]}}", 19, "its request url is too long or no Unicode")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":\"G T\",\"url\":\"http://a/\"}}]}}", 19, "what stands for its method is none")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://a b/\"}}]}}", 19, "what stands for its host is none")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://a/\",\"headers\":[{\"name\":\"a\",\"value\":\"b\\r\\nc: d\"}]}}]}}", 19, "it has a header that cannot be sent")]
    public async Task Read_WhatIsNoHar_IsCountedWithItsPlace(string text, long place, string why)
    {
        RecordedRequests recorded = await RecordedReading.OfHarAsync(text);

        recorded.Unreadable.Places.Should().Equal((place, why));
        recorded.Troubles.Should().ContainSingle().Which.Should().Contain(why);
    }

    [Fact]
    public async Task Read_AnAnswerOfAnyLength_GoesByAndPlacesStayRight()
    {
        string filler = string.Concat(Enumerable.Repeat("\\\"\\u00e9\\\\x", 100_000));
        string text = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://a/1\"},\"response\":{\"content\":{\"text\":\"" + filler + "\"}}},{\"request\":{\"method\":\"GET\",\"url\":\"http://a/2\"}},{\"request\":{\"method\":\"GET\",\"url\":\"http://a/" + filler + "\"}},"
            + "{\"request\":{\"method\":\"POST\",\"url\":\"http://a/3\",\"postData\":{\"text\":\"" + filler + "\"}}}]}}";

        RecordedRequests recorded = await RecordedReading.OfHarAsync(text, o => o.AllowUnsafe = true);

        recorded.Asked().Should().Equal("GET http://a/1", "GET http://a/2");
        recorded.Requests[1].Place.Should().Be(text.IndexOf("{\"request\":{\"method\":\"GET\",\"url\":\"http://a/2", StringComparison.Ordinal));
        recorded.Unreadable.Places.Should().Equal((text.LastIndexOf("{\"request\":{\"method\":\"GET\"", StringComparison.Ordinal), "its request url is too long or no Unicode"));
        recorded.LeftOut.WithoutBody.Should().Be(1);
    }
}
