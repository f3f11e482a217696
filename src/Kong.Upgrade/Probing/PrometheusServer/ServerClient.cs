using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Asks a Prometheus server over its HTTP API. Whatever is not a whole, good answer is an <see cref="UpgradeServiceException"/>. Safe for any number of threads.</summary>
internal sealed class ServerClient : IDisposable
{
    /// <summary>More than 2,000 routes on a few nodes answer in a look.</summary>
    private const int MostOfAnAnswer = 64 * 1024 * 1024;

    private readonly PrometheusServerOptions options;
    private readonly HttpClient http;

    public ServerClient(PrometheusServerOptions options, HttpMessageHandler handler)
    {
        this.options = options;
        http = new(handler) { BaseAddress = new(options.Server!.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostOfAnAnswer };
    }

    /// <summary>The samples of a stretch that ends at a moment, as they were scraped.</summary>
    public async Task<IReadOnlyList<RawSeries>> SamplesAsync(string selector, long from, long to, CancellationToken cancellationToken)
    {
        Dictionary<string, string> form = new()
        {
            ["query"] = string.Create(CultureInfo.InvariantCulture, $"{selector}[{Math.Max(1, to - from)}ms]"),
            ["time"] = (to / 1000m).ToString("0.000", CultureInfo.InvariantCulture),
            ["timeout"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)options.AnswerWithin.TotalMilliseconds)}ms"),
        };
        using FormUrlEncodedContent content = new(form);
        ServerData data = await AskAsync(HttpMethod.Post, "api/v1/query", content, cancellationToken).ConfigureAwait(false);
        return data is { ResultType: "matrix", Result: { } series } && series.All(s => s is { Metric: not null }) ? series
            : throw Trouble($"answered with '{data.ResultType}' where samples were asked for ('matrix')", "See whether this is the HTTP API of a Prometheus server.");
    }

    /// <summary>The version that the server says it is; <see langword="null"/> when it does not say.</summary>
    public async Task<string?> VersionAsync(CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, "api/v1/status/buildinfo", null, cancellationToken).ConfigureAwait(false)).Version;

    public void Dispose() => http.Dispose();

    private async Task<ServerData> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        foreach ((string name, string value) in await HeadersAsync(cancellationToken).ConfigureAwait(false))
            if (value.AsSpan().ContainsAny('\r', '\n', '\0') || !request.Headers.TryAddWithoutValidation(name, value)) throw Trouble($"was not asked: the header '{name}' cannot be sent", $"Correct what {nameof(options.Headers)} returns; its value is not shown here.");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return Understood(response, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Trouble($"answered with more than {MostOfAnAnswer >> 20} MB", "Narrow the selectors, or have the server drop metrics of routes that nobody watches.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Trouble($"does not answer ({failure.Message})", "See whether it runs and can be reached from here.", failure);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> HeadersAsync(CancellationToken cancellationToken)
    {
        if (options.Headers is null) return new Dictionary<string, string>();
        try
        {
            return await options.Headers(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Its words, and so the exception itself, may hold the secret.
            throw Trouble($"was not asked: the host's {nameof(options.Headers)} failed with {failure.GetType().Name}", "Mend it; its message is not shown here, for it may hold a secret.");
        }
    }

    private ServerData Understood(HttpResponseMessage response, byte[] body)
    {
        (int status, string kind) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "no content type");
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw Trouble($"refuses to answer ({status})", options.Headers is null ? $"Give what it wants by {nameof(options.Headers)}." : $"See whether what {nameof(options.Headers)} returns is still valid and may query.");
        if (status is >= 300 and < 400) throw Trouble($"answered {status} and names another address, which is not followed with the headers of this one", $"Name the right address as {nameof(options.Server)}.");
        ServerAnswer? answer = Parsed(body);
        if (answer is { Status: "error" }) throw Trouble($"answered {status}: {Short(answer.ErrorType)}: {Short(answer.Error)}", "Correct the selectors if it speaks of them; otherwise see to the server.");
        if (answer is not { Status: "success", Data: { } data } || status != 200) throw Trouble($"answered {status} with {body.Length} bytes of {kind} that are no answer of Prometheus' HTTP API", Advice(status));
        if (answer.Warnings is { Count: > 0 } warnings) throw Trouble($"answered in part only: {Short(string.Join("; ", warnings))}", "Counts that may lack some are not counted; see to what is behind the server.");
        return data;
    }

    private string Advice(int status) => status switch
    {
        404 => $"See whether {nameof(options.Server)} lacks a path that the server stands under.",
        >= 500 => "It may still be starting, or what stands before it cannot reach it.",
        _ => $"See whether {nameof(options.Server)} is a Prometheus server and not a login page or a dashboard.",
    };

    private static ServerAnswer? Parsed(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ServerJson.Default.ServerAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(string? text) => text is null ? "no reason" : text.Length <= 300 ? text : text[..300] + "…";

    private UpgradeServiceException Trouble(string what, string next, Exception? cause = null) => new($"The Prometheus server {options.Server!.GetLeftPart(UriPartial.Path)} {what}. {next}", cause, isTransient: true);
}
