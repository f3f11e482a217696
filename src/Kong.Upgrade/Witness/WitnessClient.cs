using System.Text.Json;

namespace Kong.Upgrade.Witness;

/// <summary>Asks nodes over HTTP. Follows no redirect and keeps no cookie: every answer stands for itself.</summary>
internal sealed class WitnessClient : IDisposable
{
    private readonly HttpClient client;
    private readonly BlueWitnessOptions options;

    public WitnessClient(BlueWitnessOptions options)
    {
        this.options = options;
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { Timeout = options.AnswerWithin };
    }

    public Task<WitnessAnswer> AskAdminAsync(Uri admin, string path, CancellationToken cancellationToken)
    {
        string paged = path.Contains('?', StringComparison.Ordinal) ? path : path + "?size=1000";
        return AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(admin, paged)), AnswerText.OfAdmin, cancellationToken);
    }

    public Task<WitnessAnswer> AskProxyAsync(Uri proxy, WitnessQuestion question, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = new(new(question.Method), new Uri(proxy, question.Path));
        if (question.Host is { } host) request.Headers.Host = host;
        foreach ((string name, string value) in question.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return AskAsync(request, body => question.ComparesBody ? AnswerText.OfProxy(body, proxy) : "", cancellationToken);
    }

    /// <summary>An answer as it is.</summary>
    public Task<WitnessAnswer> AskAsync(Uri address, CancellationToken cancellationToken) => AskAsync(new(HttpMethod.Get, address), body => body, cancellationToken);

    /// <summary>The root of an Admin API as JSON, or why there is none.</summary>
    public async Task<(JsonElement? Root, string? Trouble)> AskRootAsync(Uri admin, CancellationToken cancellationToken)
    {
        WitnessAnswer answer = await AskAsync(admin, cancellationToken).ConfigureAwait(false);
        if (answer is not { IsThere: true, Status: 200 }) return (null, answer.ToString());
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            return (null, answer.ToString());
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<WitnessAnswer> AskAsync(HttpRequestMessage request, Func<string, string> read, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                return new((int)response.StatusCode, Headers(response), read(body), null);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return WitnessAnswer.None($"no answer ({(failure is OperationCanceledException ? $"not within {options.AnswerWithin.TotalSeconds:0.#} s" : failure.Message)})");
        }
    }

    private string Headers(HttpResponseMessage response) => string.Join("; ", options.ComparedHeaders
        .Select(name => (Name: name, Found: response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values), Values: values))
        .Where(header => header.Found).Select(header => $"{header.Name}: {header.Values}"));
}
