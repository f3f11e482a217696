using Kong.Upgrade.Probing.Synthetic;

namespace Kong.Upgrade.Tests;

public class SyntheticOptionsTests
{
    public static TheoryData<string, Action<SyntheticOptions>> Wrong() => new()
    {
        { "Blue is empty", o => o.Blue = [] },
        { "Green is empty", o => o.Green = [] },
        { "Green holds a node", o => o.Green = [new("http://127.0.0.1:2/path")] },
        { "Green holds a node", o => o.Green = [new("ftp://127.0.0.1:2")] },
        { "Green holds a node", o => o.Green = [new("http://user:secret@127.0.0.1:2")] },
        { "Green holds a node", o => o.Green = [new("/relative", UriKind.Relative)] },
        { "Green names a node more than once", o => o.Green = [new("http://127.0.0.1:2"), new("http://127.0.0.1:2")] },
        { "in Blue and in Green", o => o.Green = o.Blue },
        { "Requests is empty", o => o.Requests = [] },
        { "names 'ping' more than once", o => o.Requests = [.. o.Requests, new() { Name = "ping" }] },
        { "A request has no name", o => o.Requests[0].Name = " " },
        { "has the method 'POST'", o => o.Requests[0].Method = "POST" },
        { "has the method 'get'", o => o.Requests[0].Method = "get" },
        { "has a path", o => o.Requests[0].Path = "ping" },
        { "has a path", o => o.Requests[0].Path = "//other.host/" },
        { "has a path", o => o.Requests[0].Path = "/a b" },
        { "has a path", o => o.Requests[0].Path = "/a\r\nX: y" },
        { "has a host", o => o.Requests[0].Host = "" },
        { "has a host", o => o.Requests[0].Host = "a\nb" },
        { "has a header 'a b'", o => o.Requests[0].Headers = new Dictionary<string, string> { ["a b"] = "c" } },
        { "has a header 'a'", o => o.Requests[0].Headers = new Dictionary<string, string> { ["a"] = "c\r\nd: e" } },
        { "that is Host", o => o.Requests[0].Headers = new Dictionary<string, string> { ["host"] = "c" } },
        { "expects 400 to 399", o => o.Requests[0].ExpectedFrom = 400 },
        { "expects 99 to 399", o => o.Requests[0].ExpectedFrom = 99 },
        { "expects 200 to 600", o => o.Requests[0].ExpectedTo = 600 },
        { "RatePerSide is 0", o => o.RatePerSide = 0 },
        { "RatePerSide is 1000.5", o => o.RatePerSide = 1000.5 },
        { "RatePerSide is NaN", o => o.RatePerSide = double.NaN },
        { "AnswerWithin is", o => o.AnswerWithin = TimeSpan.Zero },
        { "AnswerWithin is", o => o.AnswerWithin = TimeSpan.FromMinutes(11) },
        { "AtOnce is 0", o => o.AtOnce = 0 },
        { "AtOnce is 1001", o => o.AtOnce = 1001 },
        { "GoesOnFor is", o => o.GoesOnFor = TimeSpan.Zero },
        { "GoesOnFor is", o => o.GoesOnFor = TimeSpan.FromHours(2) },
    };

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneThingWrong_IsOneSentenceAndTheProbeRefusesIt(string sentence, Action<SyntheticOptions> spoil)
    {
        SyntheticOptions options = Good();
        spoil(options);
        options.Validate().Should().ContainSingle().Which.Should().Contain(sentence).And.EndWith(".");
        FluentActions.Invoking(() => new SyntheticProbe(options)).Should().Throw<ArgumentException>().WithMessage("SyntheticOptions: *");
    }

    [Fact]
    public void Validate_OfGoodOnes_FindsNothing() => Good().Validate().Should().BeEmpty();

    [Fact]
    public void Defaults_OfAllOptions_AreAsDocumented()
    {
        new SyntheticOptions().Should().BeEquivalentTo(new { Blue = Array.Empty<Uri>(), Green = Array.Empty<Uri>(), Requests = Array.Empty<SyntheticRequest>(), RatePerSide = 10.0, AnswerWithin = TimeSpan.FromSeconds(2), AtOnce = 16, GoesOnFor = TimeSpan.FromSeconds(5) });
        new SyntheticRequest().Should().BeEquivalentTo(new { Name = "", Method = "GET", Path = "/", Host = (string?)null, Headers = new Dictionary<string, string>(), ExpectedFrom = 200, ExpectedTo = 399 });
    }

    internal static SyntheticOptions Good() => new() { Blue = [new("http://127.0.0.1:1")], Green = [new("http://127.0.0.1:2")], Requests = [new() { Name = "ping", Path = "/ping?x=1" }] };
}
