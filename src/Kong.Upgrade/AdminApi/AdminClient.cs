using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>Speaks with one Admin API. Follows no redirect, keeps no cookie, and says no other word of an answer than Kong's own message. Safe for any number of threads.</summary>
internal sealed class AdminClient : IDisposable
{
    private const int MostOfAnAnswer = 16 * 1024 * 1024, Shown = 200;

    private readonly AdminApiOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly Uri root;

    public AdminClient(AdminApiOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        root = options.Address.AbsoluteUri.EndsWith('/') ? options.Address : new(options.Address.AbsoluteUri + "/");
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = options.MostRequestsAtOnce, AutomaticDecompression = DecompressionMethods.GZip };
        http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => http.Dispose();

    /// <summary>A small answer, as a whole.</summary>
    public Task<AdminAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, null, WholeAsync, (status, trouble) => new AdminAnswer(status, null, trouble), cancellationToken);

    /// <summary>A page of a collection.</summary>
    public Task<Page> PageAsync(string path, string key, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, null, (response, token) => RowsAsync(response, key, token), (_, trouble) => Page.Of(trouble), cancellationToken);

    /// <summary>Sends JSON; the answer to a refusal is there as well.</summary>
    public Task<AdminAnswer> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, () => new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } }, WholeAsync, (status, trouble) => new AdminAnswer(status, null, trouble), cancellationToken);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, Func<HttpContent>? content, Func<HttpResponseMessage, CancellationToken, Task<T>> read, Func<int, Trouble, T> fail, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.RequestTimeout, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(method, new Uri(root, path)) { Content = content?.Invoke() };
            if (options.Token is { } token && await token(waiting.Token).ConfigureAwait(false) is { Length: > 0 } text) request.Headers.TryAddWithoutValidation(options.TokenHeader, text);
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token).ConfigureAwait(false);
            return await read(response, waiting.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            string why = failure is OperationCanceledException && deadline.IsCancellationRequested ? $"not within {options.RequestTimeout.TotalSeconds:0.##} s" : failure.Message;
            return fail(0, new(TroubleKind.NoAnswer, $"no answer, or a connection that broke ({why})"));
        }
    }

    private static async Task<AdminAnswer> WholeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (Foreign(response) is { } foreign) return new(status, null, foreign);
        if (response.Content.Headers.ContentLength > MostOfAnAnswer) return new(status, null, new(TroubleKind.Strange, $"an answer of more than {MostOfAnAnswer} bytes"));
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable closing = body.ConfigureAwait(false);
            using JsonDocument document = await JsonDocument.ParseAsync(body, new() { MaxDepth = 256 }, cancellationToken).ConfigureAwait(false);
            AdminAnswer answer = new(status, document.RootElement.Clone(), null);
            return status < 300 ? answer : answer with { Trouble = Told(response, answer.Text("message")) };
        }
        catch (JsonException)
        {
            return new(status, null, status < 300 ? new(TroubleKind.Strange, "the answer is no JSON, or ends too early") : Told(response, null));
        }
    }

    private static async Task<Page> RowsAsync(HttpResponseMessage response, string key, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode || Foreign(response) is not null) return Page.Of((await WholeAsync(response, cancellationToken).ConfigureAwait(false)).Trouble!);
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable closing = body.ConfigureAwait(false);
        return await new PageReader(body, key).ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Trouble? Foreign(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return new(TroubleKind.Strange, $"{status}: a redirect{To(response)}, which is not followed; name the Admin API's final address");
        if (status is 401 or 403 || response.Content.Headers.ContentType?.MediaType is not "text/html") return null;
        return status < 300 ? new(TroubleKind.Strange, $"{status} with HTML: that is a login page or a proxy's own page, not Kong's Admin API") : Told(response, null);
    }

    private static string To(HttpResponseMessage response) => response.Headers.Location is { } to ? $" to {(to.IsAbsoluteUri ? to.GetLeftPart(UriPartial.Authority) : "another path")}" : "";

    private static Trouble Told(HttpResponseMessage response, string? message)
    {
        int status = (int)response.StatusCode;
        string said = message is null ? "" : $" \"{(message.Length > Shown ? message[..Shown] : message)}\"";
        bool isUnavailable = status == 400 && message?.StartsWith("this endpoint is only available", StringComparison.Ordinal) is true;
        return status switch
        {
            404 or 405 => new(TroubleKind.Absent, $"{status}{said}"),
            401 => new(TroubleKind.Forbidden, $"401{said}: the token is missing, unknown or expired"),
            403 => new(TroubleKind.Forbidden, $"403{said}: the token's roles do not allow it"),
            429 or >= 500 => new(TroubleKind.Failing, $"{status}{said}") { RetryAfter = After(response.Headers.RetryAfter) },
            _ => new(isUnavailable ? TroubleKind.Absent : TroubleKind.Refused, $"{status}{said}"),
        };
    }

    private static TimeSpan? After(RetryConditionHeaderValue? header) => header?.Delta is { } delta && delta >= TimeSpan.Zero ? delta : null;
}
