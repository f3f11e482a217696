using System.Text;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Expecting;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>Says what a staging request is and what its answer must have. Goes on with the suite's next test by <see cref="Get"/> and its siblings. Mutable, for one thread.</summary>
public sealed class RequestTestBuilder
{
    private readonly StagingSuiteBuilder suite;
    private readonly List<StagingHeader> headers = [];
    private readonly List<Expectation> expectations = [];
    private StagingRequest request;
    private Func<StagingRequest, TimeProvider, CancellationToken, ValueTask<StagingRequest>>? prepare;
    private StagingEffects? effects;
    private string? name;
    private string? about;
    private bool isCompared = true;

    internal RequestTestBuilder(StagingSuiteBuilder suite, StagingRequest request)
    {
        (this.suite, this.request) = (suite, request);
        if (!request.Path.StartsWith('/')) suite.Problem($"The path '{request.Path}' of a staging test does not begin with '/'.");
        if (request.Method.Length == 0 || !request.Method.All(c => char.IsAsciiLetterUpper(c) || c is '-')) suite.Problem($"'{request.Method}' is no HTTP method; write it in capital letters.");
    }

    /// <summary>Begins the suite's next test: asks with GET.</summary>
    /// <param name="path">See <see cref="StagingSuiteBuilder.Get"/>.</param>
    /// <returns>The next test.</returns>
    public RequestTestBuilder Get(string path) => suite.Get(path);

    /// <summary>Begins the suite's next test: asks with any method.</summary>
    /// <param name="method">See <see cref="StagingSuiteBuilder.Request"/>.</param>
    /// <param name="path">See <see cref="StagingSuiteBuilder.Get"/>.</param>
    /// <returns>The next test.</returns>
    public RequestTestBuilder Request(string method, string path) => suite.Request(method, path);

    /// <summary>The suite, for whatever comes next.</summary>
    /// <returns>The suite's builder.</returns>
    public StagingSuiteBuilder And() => suite;

    /// <summary>Names the test. The default value is the request in words.</summary>
    /// <param name="useCase">The use case, unique in the suite.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder Named(string useCase)
    {
        if (string.IsNullOrWhiteSpace(useCase)) suite.Problem("A staging test's name is blank.");
        return Set(() => name = useCase);
    }

    /// <summary>Sends a <c>Host</c> header.</summary>
    /// <param name="host">Its value, a port included where clients send one.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithHost(string host) => Set(() => request = request with { Host = host });

    /// <summary>Sends a header. Its value is shown nowhere.</summary>
    /// <param name="header">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithHeader(string header, string value) => WithHeader(header, StagingSecret.Of(value));

    /// <summary>Sends a header whose value comes from a secret source.</summary>
    /// <param name="header">Its name.</param>
    /// <param name="value">Where its value comes from.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithHeader(string header, StagingSecret value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (string.IsNullOrWhiteSpace(header) || header.Any(c => c <= ' ' || c is ':' || c >= 0x7f)) suite.Problem($"'{header}' is no header's name.");
        return Set(() => headers.Add(new(header, value)));
    }

    /// <summary>Sends a name and a password (<c>Authorization: Basic</c>).</summary>
    /// <param name="user">The name.</param>
    /// <param name="password">Where the password comes from.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithBasicAuth(string user, StagingSecret password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return WithHeader("Authorization", StagingSecret.From(async token => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{await password.ReadAsync(token).ConfigureAwait(false)}"))));
    }

    /// <summary>Sends a bearer token.</summary>
    /// <param name="token">Where it comes from.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithBearerToken(StagingSecret token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return WithHeader("Authorization", StagingSecret.From(async stop => "Bearer " + await token.ReadAsync(stop).ConfigureAwait(false)));
    }

    /// <summary>Sends a body.</summary>
    /// <param name="body">The body, sent as UTF-8.</param>
    /// <param name="contentType">Its type.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder WithBody(string body, string contentType)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Set(() => request = request with { Body = Encoding.UTF8.GetBytes(body) }).WithHeader("Content-Type", contentType);
    }

    /// <summary>Sends it over HTTP/2: over TLS, or in the clear to a listener with <c>http2</c>.</summary>
    /// <returns>This builder.</returns>
    public RequestTestBuilder OverHttp2() => Set(() => request = request with { Protocol = StagingProtocol.Http2 });

    /// <summary>Sends it to the node's TLS port (<see cref="Clusters.ClusterNode.ProxyTls"/>). Any certificate is taken; <see cref="StagingSuiteBuilder.Certificate"/> looks at it.</summary>
    /// <param name="sni">The name asked for. The default value is <see langword="null"/>: the host's.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder OverTls(string? sni = null) => Set(() => request = request with { Tls = true, Sni = sni });

    /// <summary>Changes the request right before each time it is sent: signs it, adds a token that is short-lived.</summary>
    /// <param name="change">Gives the request that is sent; for any thread. What it throws makes the test's end <see cref="StagingVerdict.CouldNotTell"/>.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder Prepared(Func<StagingRequest, CancellationToken, ValueTask<StagingRequest>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Prepared((sent, _, stop) => change(sent, stop));
    }

    /// <summary>Says what the test leaves behind. The default value is nothing for GET, HEAD, OPTIONS and TRACE, and <see cref="StagingEffects.Writes"/> for others.</summary>
    /// <param name="behind">The effects.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder Leaves(StagingEffects behind) => Set(() => effects = behind);

    /// <summary>Does not ask blue the same.</summary>
    /// <returns>This builder.</returns>
    public RequestTestBuilder NotCompared() => Set(() => isCompared = false);

    /// <summary>Expects a status.</summary>
    /// <param name="statuses">One or more, any of which will do: 100 to 599.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectStatus(params int[] statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        if (statuses.Length == 0 || statuses.Any(s => s is < 100 or > 599)) suite.Problem($"{string.Join(", ", statuses)} is no HTTP status.");
        return Expect(Expectations.Status(about ?? "answer", [.. statuses]));
    }

    /// <summary>Expects a header.</summary>
    /// <param name="header">Its name.</param>
    /// <param name="value">Its value, to the letter. The default value is <see langword="null"/>: any.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectHeader(string header, string? value = null) => Expect(Expectations.Header(header, value));

    /// <summary>Expects a header whose value fits.</summary>
    /// <param name="header">Its name.</param>
    /// <param name="what">In words, what it must be: <c>a number above 0</c>.</param>
    /// <param name="fits">Whether a value fits; for any thread.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectHeader(string header, string what, Func<string, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        return Expect(Expectations.HeaderMatching(header, what, fits));
    }

    /// <summary>Expects that a header is not there.</summary>
    /// <param name="header">Its name.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectNoHeader(string header) => Expect(Expectations.NoHeader(header));

    /// <summary>Expects something in a JSON body.</summary>
    /// <param name="path">Where: <c>$.data[0].name</c>, <c>$['a b']</c>.</param>
    /// <param name="value">The text there, or the JSON of what is no text. The default value is <see langword="null"/>: anything, a JSON null excepted.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectJson(string path, string? value = null)
    {
        try
        {
            JsonPath parsed = JsonPath.Parse(path ?? "");
            return Expect(Expectations.Json(parsed, value));
        }
        catch (FormatException wrong)
        {
            suite.Problem(wrong.Message);
            return this;
        }
    }

    /// <summary>Expects a text somewhere in the body.</summary>
    /// <param name="text">The text.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectBody(string text) => Expect(Expectations.BodyContaining(text));

    /// <summary>Expects a redirect, which is not followed.</summary>
    /// <param name="status">301, 302, 303, 307 or 308.</param>
    /// <param name="location">The <c>Location</c> header, to the letter.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectRedirect(int status, string location)
    {
        if (status is not (301 or 302 or 303 or 307 or 308)) suite.Problem($"{status} is no redirect.");
        return Expect(Expectations.Redirect(status, location));
    }

    /// <summary>Expects the head of the answer in time.</summary>
    /// <param name="time">More than zero.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectWithin(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) suite.Problem($"An answer within {time} is impossible.");
        return Expect(Expectations.Within(time));
    }

    /// <summary>Expects that a version of Kong answers, as <c>Via</c> or <c>Server</c> says. Blue never does: use <see cref="NotCompared"/> with it.</summary>
    /// <param name="version">The version, such as <c>3.9.1</c>.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectKong(string version)
    {
        if (KongVersion.TryParse(version, out KongVersion? parsed)) return Set(() => isCompared = false).Expect(Expectations.AnsweredBy(parsed));
        suite.Problem($"'{version}' is no version of Kong.");
        return this;
    }

    /// <summary>Expects that a route answers, as <c>Kong-Route-Name</c> and <c>Kong-Route-Id</c> say where the node has <c>allow_debug_header</c> on.</summary>
    /// <param name="nameOrId">The route.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectRoute(string nameOrId) => Expect(Expectations.Route(nameOrId));

    /// <summary>Expects that a service answers, said in the same way.</summary>
    /// <param name="nameOrId">The service.</param>
    /// <returns>This builder.</returns>
    public RequestTestBuilder ExpectService(string nameOrId) => Expect(Expectations.Service(nameOrId));

    /// <summary>The same by the run's clock, after what was asked for before.</summary>
    internal RequestTestBuilder Prepared(Func<StagingRequest, TimeProvider, CancellationToken, ValueTask<StagingRequest>> change)
    {
        Func<StagingRequest, TimeProvider, CancellationToken, ValueTask<StagingRequest>>? before = prepare;
        return Set(() => prepare = before is null ? change : async (sent, time, stop) => await change(await before(sent, time, stop).ConfigureAwait(false), time, stop).ConfigureAwait(false));
    }

    /// <summary>Says which plugin the test is about: its failures are told as that plugin's.</summary>
    internal RequestTestBuilder About(string plugin) => Set(() => about = "plugin " + plugin);

    internal RequestTest Build() => new()
    {
        Name = name ?? $"{request with { Headers = headers }} → {(expectations.Count == 0 ? "as blue" : string.Join(", ", Expected().Select(e => e.What)))}",
        Effects = effects ?? (request.IsSafe ? StagingEffects.None : StagingEffects.Writes),
        Request = request with { Headers = [.. headers] },
        Prepare = prepare,
        Expectations = [.. about is { } plugin ? Expected().Select(e => e.Of(plugin)) : Expected()],
        IsCompared = isCompared,
        Traits = about is { } trait ? [trait] : [],
    };

    private List<Expectation> Expected() => request.Protocol is StagingProtocol.GrpcHealth ? [.. expectations, Expectations.Serving()] : expectations;

    internal RequestTestBuilder Expect(Expectation expectation)
    {
        expectations.Add(expectation);
        return this;
    }

    private RequestTestBuilder Set(Action change)
    {
        change();
        return this;
    }
}
