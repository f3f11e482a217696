using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kong.Upgrade.Probing.PrometheusServer;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

/// <summary>A Prometheus server that holds what a test says it scraped, or answers whatever a test wants.</summary>
internal sealed partial class FakeServer : HttpMessageHandler
{
    public const string Blue = "kong-blue", Green = "kong-green";

    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Job, string Node, double At, double Up, (string Labels, double Value)[] Samples)> scrapes = [];

    /// <summary>Takes the place of an answer.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? Instead { get; set; }

    public List<(string Path, string Body, HttpRequestMessage Request)> Asked { get; } = [];

    public static PrometheusServerOptions Options(Action<PrometheusServerOptions>? change = null)
    {
        PrometheusServerOptions options = new() { Server = new("http://prometheus.test:9090/path"), Blue = "job=\"kong-blue\"", Green = "job=\"kong-green\"" };
        change?.Invoke(options);
        return options;
    }

    public PrometheusServerProbe Probe(Action<PrometheusServerOptions>? change = null, TimeProvider? time = null) => new(Options(change), this, time);

    /// <summary>A window in seconds after the start.</summary>
    public static ProbeWindow Window(double from, double to) => new(Start.AddSeconds(from), Start.AddSeconds(to));

    public static string Requests(int code, string route = "r", string source = "service") => $"\"__name__\":\"kong_http_requests_total\",\"route\":\"{route}\",\"code\":\"{code}\",\"source\":\"{source}\"";

    public void Scrape(string job, string node, double at, params (string Labels, double Value)[] samples) => scrapes.Add((job, node, at, 1, samples));

    public void Failed(string job, string node, double at) => scrapes.Add((job, node, at, 0, []));

    /// <summary>Samples that came in some other way than by a scrape.</summary>
    public void Stray(string job, string node, double at, params (string Labels, double Value)[] samples) => scrapes.Add((job, node, at, double.NaN, samples));

    /// <summary>Blue and green scraped at the same moment with one counter each.</summary>
    public void Both(double at, double blue, double green)
    {
        Scrape(Blue, "b1", at, (Requests(200), blue));
        Scrape(Green, "g1", at, (Requests(200), green));
    }

    public static HttpResponseMessage Answer(int status, string body, string kind = "application/json") => new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, kind) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add((request.RequestUri!.AbsolutePath, body, request));
        if (Instead is not null) return await Instead(request, cancellationToken);
        if (request.RequestUri.AbsolutePath.EndsWith("/buildinfo", StringComparison.Ordinal)) return Answer(200, """{"status":"success","data":{"version":"2.42.0"}}""");
        return Answer(200, $$$"""{"status":"success","data":{"resultType":"matrix","result":[{{{string.Join(",", Result(Form(body)))}}}]}}""");
    }

    private static Dictionary<string, string> Form(string body) => body.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => WebUtility.UrlDecode(p[1]));

    private IEnumerable<string> Result(Dictionary<string, string> form)
    {
        string query = form["query"], job = Job().Match(query).Groups[1].Value;
        double to = double.Parse(form["time"], CultureInfo.InvariantCulture), from = to - (double.Parse(Range().Match(query).Groups[1].Value, CultureInfo.InvariantCulture) / 1000);
        var seen = scrapes.Where(s => s.Job == job).Select(s => (s.Node, At: Start.ToUnixTimeSeconds() + s.At, s.Up, s.Samples)).Where(s => s.At >= from - 0.0001 && s.At <= to + 0.0001);
        var samples = query.StartsWith("up{", StringComparison.Ordinal) ? seen.Where(s => !double.IsNaN(s.Up)).Select(s => (s.Node, Labels: "\"__name__\":\"up\"", s.At, Value: s.Up)) : seen.SelectMany(s => s.Samples.Select(v => (s.Node, v.Labels, s.At, v.Value)));
        return samples.GroupBy(s => (s.Node, s.Labels)).Select(g => $$$"""{"metric":{"job":"{{{job}}}","instance":"{{{g.Key.Node}}}",{{{g.Key.Labels}}}},"values":[{{{string.Join(",", g.OrderBy(s => s.At).Select(s => string.Create(CultureInfo.InvariantCulture, $"[{s.At:0.###},\"{s.Value}\"]")))}}}]}""");
    }

    /// <summary>A clock that stands.</summary>
    public sealed class Standing(double at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start.AddSeconds(at);
    }

    [GeneratedRegex("job=\"([^\"]*)\"")]
    private static partial Regex Job();

    [GeneratedRegex(@"\[(\d+)ms\]$")]
    private static partial Regex Range();
}
