using System.Text;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Tests;

public class RecordedRequestLinesTests
{
    [Fact]
    public async Task Read_AllThatTheDocsSay_IsUnderstood()
    {
        RecordedRequests recorded = await RecordedReading.OfRequestsAsync("""
            # the shop
            GET /orders?page=2 api.example.com
                Accept: application/json
            	Authorization: Bearer abc

            ### as editors write it
            HEAD https://api.example.com/health HTTP/1.1
            X-Empty:
            // with its host below it
            GET /late
            host: late.example.com:8443
            {"method":"POST","path":"/search","host":"api.example.com","tls":true,"headers":{"Content-Type":"application/json"},"body":"{}"}
            {"url":"http://json.example.com/x?apikey=1"}
            """, o => o.AllowUnsafe = true);

        recorded.Asked().Should().Equal("GET http://api.example.com/orders?page=2", "HEAD https://api.example.com/health", "GET http://late.example.com:8443/late", "POST https://api.example.com/search", "GET http://json.example.com/x?apikey=1");
        recorded.Unreadable.Count.Should().Be(0);
        (await recorded.Requests.Single(r => r.Place == 2).HeadersAsync()).Should().Equal("Accept: application/json", "Authorization: Bearer abc");
        (await recorded.Requests.Single(r => r.Place == 7).HeadersAsync()).Should().Equal("X-Empty: ");
        Encoding.UTF8.GetString(recorded.Requests.Single(r => r.Place == 12).Request.Body.Span).Should().Be("{}");
    }

    [Theory]
    [InlineData("Accept: x", 1, "a header that belongs to no request")]
    [InlineData("# c\nGET", 2, "neither a method with a path, nor a header, nor JSON")]
    [InlineData("get /x", 1, "what stands for its method is none")]
    [InlineData("GET {{base}}/x", 1, "it asks for no path and no http URL")]
    [InlineData("GET /x a.example.com X-A: 1", 1, "more behind the host; headers go on lines of their own")]
    [InlineData("CONNECT /x", 1, "CONNECT asks for a tunnel, not for a path")]
    [InlineData("{\"path\":\"/x\"", 1, "it is no JSON")]
    [InlineData("{\"path\":\"/x\"} {}", 1, "it is no JSON")]
    [InlineData("{\"path\":7}", 1, "its JSON has a member that is unknown or of the wrong kind; known are method, path, url, host, tls, headers and body")]
    [InlineData("{\"pfad\":\"/x\"}", 1, "its JSON has a member that is unknown or of the wrong kind; known are method, path, url, host, tls, headers and body")]
    [InlineData("{\"path\":\"\\ud800\"}", 1, "it is no JSON")]
    [InlineData("{}", 1, "it has no path")]
    public async Task Read_WhatIsNoRequest_IsCountedWithItsLine(string text, long line, string why)
    {
        RecordedRequests recorded = await RecordedReading.OfRequestsAsync(text + "\nGET /good");

        recorded.Unreadable.Places.Should().Equal((line, why));
        recorded.Asked().Should().Equal("GET http:///good");
    }

    [Fact]
    public async Task ReadAsync_RequestsOfTheHost_AreSentAsTheyAre()
    {
        StagingSecret key = StagingSecret.Of("k");
        StagingRequest[] given =
        [
            new() { Path = "/a", Headers = [new("apikey", key), new("Range", StagingSecret.Of("bytes=0-1"))], Protocol = StagingProtocol.Http2, Sni = "sni.example.com" },
            new() { Path = "/a", Headers = [new("apikey", key)] }, new() { Path = "/a", Headers = [new("apikey", key)] }, new() { Path = "/a", Headers = [new("apikey", StagingSecret.Of("k"))] },
            new() { Path = "/b", Method = "POST" }, new() { Path = "b" }, null!,
        ];

        RecordedRequests recorded = await RecordedTraffic.FromRequests(given).ReadAsync(new(), null, default);

        recorded.Requests.Select(r => r.Place).Order().Should().Equal(1, 2, 4);
        recorded.Requests.Single(r => r.Place == 1).Request.Should().BeSameAs(given[0]);
        recorded.LeftOut.Unsafe.Should().Be(1);
        recorded.Unreadable.Places.Should().Equal((6, "its path does not begin with '/'"), (7, "it is null"));
    }
}
