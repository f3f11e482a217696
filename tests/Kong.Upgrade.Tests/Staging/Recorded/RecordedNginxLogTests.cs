using Kong.Upgrade.Staging.Recorded;

namespace Kong.Upgrade.Tests;

/// <summary>Lines as nginx 1.22 wrote them for requests of curl and of a bare socket.</summary>
public class RecordedNginxLogTests
{
    private const string Combined = """
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /orders/17?page=2 HTTP/1.1" 200 1 "-" "shop \x22mobile\x22 \x5C 2 \xC3\xA9"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /up/x HTTP/1.1" 502 157 "-" "curl/7.88.1"
        127.0.0.1 - ada [28/Nov/2026:12:19:21 +0000] "POST /orders HTTP/1.1" 200 1 "https://shop.example.com/?t=1" "curl/7.88.1"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET http://proxied.example.com/abs/path?q=1 HTTP/1.1" 200 1 "-" "curl/7.88.1"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /a%20b/../c;d='\x22x\x22 HTTP/1.1" 200 1 "-" "curl/7.88.1"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "\x16\x03\x01\x02\x00\x01\xFC" 400 157 "-" "-"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "CONNECT example.com:443 HTTP/1.1" 400 157 "-" "-"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "OPTIONS * HTTP/1.1" 400 157 "-" "-"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /old" 200 1 "-" "-"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /raw\xC3\xA9 HTTP/1.0" 200 1 "-" "-"
        127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "" 400 0 "-" "-"
        """;

    [Fact]
    public async Task Read_Combined_GivesEveryRequestThatCanBeSentAgain()
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync(Combined);

        recorded.Asked().Should().Equal("GET http:///orders/17?page=2", "GET http:///up/x", "GET http://proxied.example.com/abs/path?q=1", "GET http:///a%20b/../c;d='\"x\"", "GET http:///old", "GET http:///raw%C3%A9");
        (recorded.Read, recorded.WithoutHost, recorded.LeftOut.Unsafe, recorded.Unreadable.Count).Should().Be((7, 5, 1, 4));
        recorded.Unreadable.Places.Should().Equal((6, "what was sent is no HTTP"), (7, "CONNECT asks for a tunnel, not for a path"), (8, "it asks for no path and no http URL"));
        recorded.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_Combined_TakesAgentAndRefererAlong()
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync(Combined.Replace("POST", "HEAD", StringComparison.Ordinal));

        (await recorded.Requests.Single(r => r.Place == 1).HeadersAsync()).Should().Equal("user-agent: shop \"mobile\" \\ 2 é");
        (await recorded.Requests.Single(r => r.Place == 3).HeadersAsync()).Should().Equal("referer: https://shop.example.com/?t=1", "user-agent: curl/7.88.1");
        (await recorded.Requests.Single(r => r.Place == 9).HeadersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Read_KongsOwnFormat_NeedsNoFormat()
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync("""
            2026/11/28 12:19:20 [notice] 1357#0: *12 [lua] init.lua:259: purge(): [DNS cache] cleared, context: ngx.timer
            127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "GET /orders/17?page=2 HTTP/1.1" 200 1 "-" "curl/7.88.1" kong_request_id: "f10eebb97882c149514e2978d17464c5"
            127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] "DELETE /orders/17 HTTP/2.0" 204 0 "-" "curl/7.88.1" kong_request_id: "f10eebb97882c149514e2978d17464c6"
            """, set: o => (o.AllowUnsafe, o.DefaultHost) = (true, "api.example.com"));

        recorded.Asked().Should().Equal("GET http://api.example.com/orders/17?page=2", "DELETE http://api.example.com/orders/17");
        recorded.Unreadable.Places.Should().Equal((1, "it is not of this format"));
    }

    [Theory]
    [InlineData("$scheme://$http_host$request_uri $request_method $status $upstream_addr \"$http_x_tenant\" \"$http_authorization\"")]
    [InlineData("log_format hosted '$scheme://$http_host$request_uri $request_method '\n  '$status $upstream_addr \"$http_x_tenant\" '\n \"\\\"$http_authorization\\\"\";")]
    [InlineData("'${scheme}://${http_host}${request_uri} $request_method $status $upstream_addr \"$http_x_tenant\" \"$http_authorization\"'")]
    public async Task Read_ACustomFormat_FindsHostMethodAndPath(string format)
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync("""
            http://api.example.com/orders/17?page=2 GET 200 - "a" "Bearer abc"
            https://api.example.com:8000/up/x GET 502 127.0.0.1:28992, 127.0.0.1:28993 : 10.0.0.1:80 "-" "-"
            http://127.0.0.1:28991/a%20b/../c;d='\x22x\x22 GET 200 - "-" "-"
            http://-- - 400 - "-" "-"
            http://-/raw\xC3\xA9 GET 101 - "-" "-"
            """, format);

        recorded.Asked().Should().Equal("GET http://api.example.com/orders/17?page=2", "GET https://api.example.com:8000/up/x", "GET http://127.0.0.1:28991/a%20b/../c;d='\"x\"", "GET http:///raw%C3%A9 as a WebSocket");
        (await recorded.Requests.Single(r => r.Place == 1).HeadersAsync()).Should().Equal("x-tenant: a");
        recorded.Unreadable.Places.Should().Equal((4, "it is not of this format"));
        recorded.WithoutCredentials.Should().Be(1);
    }

    [Fact]
    public async Task Read_Json_UndoesJsonsEscapes()
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync(
            """
            {"time":"2026-11-28T12:19:21+00:00","host":"api.example.com","method":"GET","uri":"/orders/17?page=2","agent":"shop \"mobile\" \\ 2 é","status":200}
            {"time":"2026-11-28T12:19:21+00:00","host":"127.0.0.1","method":"GET","uri":"/a%20b/../c;d='\"x\"","agent":"tab\t\u0001\\","status":200}
            {"time":"2026-11-28T12:19:21+00:00","host":"","method":"","uri":"","agent":"","status":400}
            {"time":"2026-11-28T12:19:21+00:00","host":"","method":"GET","uri":"/rawé","agent":"","status":200}
            """, """log_format j escape=json '{"time":"$time_iso8601","host":"$host","method":"$request_method","uri":"$request_uri","agent":"$http_user_agent","status":$status}';""");

        recorded.Asked().Should().Equal("GET http://api.example.com/orders/17?page=2", "GET http:///raw%C3%A9");
        (await recorded.Requests.Single(r => r.Place == 1).HeadersAsync()).Should().Equal("user-agent: shop \"mobile\" \\ 2 é");
        recorded.Unreadable.Places.Should().Equal((2, "it has a header that cannot be sent"), (3, "nginx read no request"));
    }

    [Fact]
    public async Task Read_WithoutEscapes_TakesBackslashesAsTheyAre() =>
        (await RecordedReading.OfLogAsync("GET /a\\x41 \"", "log_format n escape=none '$request_method $request_uri \"';")).Asked().Should().Equal("GET http:///a\\x41");

    [Theory]
    [InlineData("$host $status", "neither $request nor both")]
    [InlineData("$request_uri", "neither $request nor both")]
    [InlineData("$request_method$status $request_uri", "two variables side by side")]
    [InlineData("log_format", "neither $request nor both")]
    public void FromNginxLog_AFormatThatTellsNoRequests_SaysWhy(string format, string why) =>
        FluentActions.Invoking(() => RecordedTraffic.FromNginxLog("access.log", format)).Should().Throw<ArgumentException>().WithMessage($"*'{format}'*{why}*");

    [Fact]
    public async Task Read_LinesOfAnotherFormat_AreATroubleWhenNothingIsLeft()
    {
        RecordedRequests recorded = await RecordedReading.OfLogAsync("time=1 path=/a\ntime=2 path=/b\n\ntime=3 path=/c\ntime=4 path=/d\n");

        recorded.Troubles.Should().Equal("file f gave no request to replay: 0 were read, 0 of them left out, and 4 could not be read (line 1: it is not of this format; line 2: it is not of this format; line 4: it is not of this format). Check that the file is of this kind and of this format.");
    }

    [Fact]
    public async Task Read_ALineThatIsTooLong_IsCountedAndTheNextIsRead()
    {
        string line = "127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] \"GET /{0} HTTP/1.1\" 200 1 \"-\" \"-\"";
        foreach (int length in (int[])[65_600, 200_000, 262_144, 300_000, 1_000_000])
        {
            RecordedRequests recorded = await RecordedReading.OfLogAsync($"{line.Replace("{0}", "a", StringComparison.Ordinal)}\r\n{line.Replace("{0}", new('x', length), StringComparison.Ordinal)}\n{line.Replace("{0}", "b", StringComparison.Ordinal)}");

            recorded.Asked().Should().Equal("GET http:///a", "GET http:///b");
            recorded.Requests.Select(r => r.Place).Order().Should().Equal(1, 3);
            recorded.Unreadable.Places.Should().Equal((2, "it is longer than 64 KiB"));
        }
    }
}
