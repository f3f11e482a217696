using System.Collections.Concurrent;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Calling;

/// <summary>Sends staging requests to the proxy ports of nodes, politely, and reads what comes back. Follows no redirect, keeps no cookie, asks no proxy. Safe for any number of threads.</summary>
internal sealed class NodeCaller(StagingOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<Uri, HttpClient> clients = new();
    private readonly Silence silence = new(options.AnswerWithin, time);
    private readonly RateLimit turns = new(options.RequestsPerSecond, time);

    public void Dispose()
    {
        foreach (HttpClient client in clients.Values) client.Dispose();
    }

    /// <summary>Asks a node. What goes wrong on the way is the answer's <see cref="StagingAnswer.Trouble"/>; what the request's own secrets throw is not caught.</summary>
    public async Task<StagingAnswer> AskAsync(ClusterNode node, StagingRequest request, CancellationToken cancellationToken)
    {
        if ((request.Tls ? node.ProxyTls : node.Proxy) is not { } address) return StagingAnswer.None(Unaddressed(node, request.Tls)!);
        List<string> secrets = [];
        using HttpRequestMessage message = await WireRequest.OfAsync(request, address, options, secrets, cancellationToken).ConfigureAwait(false);
        if (!silence.MayAsk(address)) return StagingAnswer.None($"{node.Name} did not answer its last {Silence.Most} requests and is asked only now and then");
        await turns.TakeAsync(cancellationToken).ConfigureAwait(false);
        StagingAnswer answer = await SendAsync(Client(address), message, secrets, cancellationToken).ConfigureAwait(false);
        silence.Note(address, answer.IsThere);
        return answer;
    }

    /// <summary>Why a node cannot be asked at all, which says nothing of the node; <see langword="null"/> where it can.</summary>
    public static string? Unaddressed(ClusterNode node, bool tls) => (tls ? node.ProxyTls : node.Proxy) is null
        ? $"it is not known where {node.Name} takes user traffic{(tls ? " over TLS" : "")}: name its {(tls ? nameof(ClusterNode.ProxyTls) : nameof(ClusterNode.Proxy))}" : null;

    private async Task<StagingAnswer> SendAsync(HttpClient client, HttpRequestMessage message, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.AnswerWithin, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        long start = time.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, waiting.Token).ConfigureAwait(false);
            return await WireAnswer.ReadAsync(response, time.GetElapsedTime(start), options.MostBodyBytes, secrets, waiting.Token, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return StagingAnswer.None(failure is OperationCanceledException ? $"nothing came within {options.AnswerWithin.TotalSeconds:0.##} s" : AnswerText.WithoutSecrets(Said(failure), secrets));
        }
    }

    private HttpClient Client(Uri address) => clients.GetOrAdd(address, at => new(Connections.Handler(at, options.MostAtOnce)) { Timeout = Timeout.InfiniteTimeSpan });

    // The innermost words name the cause: a refused connection, a handshake that failed.
    private static string Said(Exception failure) => failure.InnerException is { } inner ? $"{failure.Message.TrimEnd('.')}: {inner.GetBaseException().Message}" : failure.Message;
}
