using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes;
using Kong.Upgrade.Staging.Tls;

namespace Kong.Upgrade.Staging;

/// <summary>Assembles a <see cref="StagingSuite"/>. Nothing is checked before the suite is made, which reports everything at once. Mutable, for one thread.</summary>
public sealed class StagingSuiteBuilder
{
    private readonly List<Func<IStagingTest>> tests = [];
    private readonly List<string> problems = [];

    internal StagingSuiteBuilder()
    {
    }

    internal StagingOptions Options { get; } = new();

    internal List<IStagingSource> Sources { get; } = [];

    internal List<string> Agreements { get; } = [];

    /// <summary>Adds tests of one's own.</summary>
    /// <param name="own">The tests; names must be unique in a suite.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Add(params IStagingTest[] own)
    {
        ArgumentNullException.ThrowIfNull(own);
        foreach (IStagingTest test in own)
        {
            ArgumentNullException.ThrowIfNull(test, nameof(own));
            tests.Add(() => test);
        }
        return this;
    }

    /// <summary>Asks with GET.</summary>
    /// <param name="path">Path and query as they go over the wire, beginning with <c>/</c>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder Get(string path) => Request("GET", path);

    /// <summary>Asks with HEAD.</summary>
    /// <param name="path">See <see cref="Get"/>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder Head(string path) => Request("HEAD", path);

    /// <summary>Asks with OPTIONS, as a browser does before it asks from another origin.</summary>
    /// <param name="path">See <see cref="Get"/>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder Preflight(string path) => Request("OPTIONS", path);

    /// <summary>Asks with POST: the test has the effect <see cref="StagingEffects.Writes"/> unless <see cref="RequestTestBuilder.Leaves"/> says otherwise.</summary>
    /// <param name="path">See <see cref="Get"/>.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type. The default value is <c>application/json</c>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder Post(string path, string body, string contentType = "application/json") => Request("POST", path).WithBody(body, contentType);

    /// <summary>Asks with any method. Methods other than GET, HEAD, OPTIONS and TRACE have the effect <see cref="StagingEffects.Writes"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">See <see cref="Get"/>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder Request(string method, string path)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        return Begin(new() { Method = method, Path = path });
    }

    /// <summary>Asks for the health of a gRPC service (<c>grpc.health.v1.Health/Check</c> over HTTP/2) and expects SERVING.</summary>
    /// <param name="service">The service's name; empty, the default, for the server as a whole.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder GrpcHealth(string service = "")
    {
        ArgumentNullException.ThrowIfNull(service);
        return Begin(new() { Path = "/", Protocol = StagingProtocol.GrpcHealth, Body = GrpcHealthBody.Of(service) });
    }

    /// <summary>Asks for a WebSocket and expects 101; nothing is sent through it.</summary>
    /// <param name="path">See <see cref="Get"/>.</param>
    /// <returns>What is further said of the request, and expected.</returns>
    public RequestTestBuilder WebSocket(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Begin(new() { Path = path, Protocol = StagingProtocol.WebSocket }).ExpectStatus(101);
    }

    /// <summary>Expects a certificate that names a host when it is asked for over TLS.</summary>
    /// <param name="sni">The name.</param>
    /// <param name="sha256">The certificate's SHA-256 in hexadecimal. The default value is <see langword="null"/>: any that names the host.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Certificate(string sni, string? sha256 = null)
    {
        if (Uri.CheckHostName(sni) is not UriHostNameType.Dns) problems.Add($"Certificate: '{sni}' is no host name.");
        string? fingerprint = sha256?.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (fingerprint is not null && (fingerprint.Length != 64 || !fingerprint.All(char.IsAsciiHexDigit))) problems.Add($"Certificate: '{sha256}' is no SHA-256 in hexadecimal.");
        tests.Add(() => new CertificateTest(sni, fingerprint is null ? [] : [fingerprint], isConcluded: false));
        return this;
    }

    /// <summary>Makes tests of the configuration: a request or more for each route, and a handshake for each SNI.</summary>
    /// <param name="source">Where the configuration is read. The default value is <see langword="null"/>: the Admin API of a blue node, or else of a green one.</param>
    /// <param name="options">What is made. The default value is <see langword="null"/>: the defaults.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Derived(IEntitySource? source = null, DerivedTestOptions? options = null)
    {
        DerivedTestOptions chosen = options ?? new();
        problems.AddRange(chosen.Validate());
        Sources.Add(new ConfigurationTests(source, chosen));
        return this;
    }

    /// <summary>Replays recorded requests: green must answer each as blue does. Safe methods only unless the options say otherwise, and then with consent to <see cref="StagingEffects.Writes"/>.</summary>
    /// <param name="traffic">The recording.</param>
    /// <param name="options">How much of it. The default value is <see langword="null"/>: the defaults.</param>
    /// <param name="configuration">Where routes are read from, so that rare ones are sampled for certain. The default value is <see langword="null"/>: routes are guessed from paths.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Replay(RecordedTraffic traffic, RecordedTrafficOptions? options = null, IEntitySource? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        RecordedTrafficOptions chosen = options ?? new();
        problems.AddRange(chosen.Validate());
        Sources.Add(new RecordedTests(traffic, chosen, configuration));
        return this;
    }

    /// <summary>Looks at the nodes themselves: the configuration that blue's and green's Admin APIs show, health of upstreams, plugins, workers, and the error log where it is known.</summary>
    /// <param name="options">What is looked at. The default value is <see langword="null"/>: everything.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Nodes(NodeTestOptions? options = null)
    {
        NodeTestOptions chosen = options ?? new();
        problems.AddRange(chosen.Validate());
        Sources.Add(new NodeTests(chosen));
        return this;
    }

    /// <summary>Agrees to what tests leave behind.</summary>
    /// <param name="effects">The effects.</param>
    /// <param name="reason">Why, and who says so; not blank.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Consent(StagingEffects effects, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) problems.Add($"Consent to {effects} has no reason.");
        Options.Consent |= effects;
        Agreements.Add($"agreed to {effects}: {reason}");
        return this;
    }

    /// <summary>Sets how the suite runs.</summary>
    /// <param name="change">Changes the options.</param>
    /// <returns>This builder.</returns>
    public StagingSuiteBuilder Configure(Action<StagingOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(Options);
        return this;
    }

    internal void Add(Func<IStagingTest> test) => tests.Add(test);

    internal void Add(IStagingSource source) => Sources.Add(source);

    internal void Problem(string problem) => problems.Add(problem);

    internal IReadOnlyList<string> Problems() => [.. problems, .. Options.Validate(), .. BuiltTests().GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => $"{g.Count()} staging tests are called '{g.Key}'; give them names with Named.")];

    internal IReadOnlyList<IStagingTest> BuiltTests() => [.. tests.Select(t => t())];

    private RequestTestBuilder Begin(StagingRequest request)
    {
        RequestTestBuilder test = new(this, request);
        tests.Add(test.Build);
        return test;
    }
}
