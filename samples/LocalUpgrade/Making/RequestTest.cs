using System.Net;
using Kong.Upgrade;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging;

namespace LocalUpgrade.Making;

/// <summary>One request that each green node must answer as expected.</summary>
internal sealed class RequestTest(string name, string method, string path, string? host, IReadOnlyDictionary<string, string> headers, int expectStatus) : IStagingTest
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);
    private static readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public string Name => name;

    public string Method => method;

    public string Path => path;

    public string? Host => host;

    public IReadOnlyDictionary<string, string> Headers => headers;

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        List<string> seen = [];
        foreach (ClusterNode node in target.Green)
        {
            if (node.Proxy is not { } proxy) return new(StagingVerdict.CouldNotTell, $"it is not known where {node.Name} takes user traffic: name its 'proxy' in the settings");
            StagingOutcome outcome = await AskAsync(node.Name, new(proxy, path), cancellationToken);
            if (outcome.Verdict != StagingVerdict.Passed) return outcome;
            seen.Add(outcome.Evidence);
        }
        return new(StagingVerdict.Passed, string.Join("; ", seen));
    }

    private async Task<StagingOutcome> AskAsync(string node, Uri address, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            using HttpRequestMessage request = Request(address);
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            string evidence = $"{node} answered {method} {path} with {(int)answer.StatusCode}";
            return (int)answer.StatusCode == expectStatus ? new(StagingVerdict.Passed, evidence) : new(StagingVerdict.Failed, $"{evidence} instead of {expectStatus}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(StagingVerdict.CouldNotTell, $"{node} did not answer {method} {path}: {(failure is OperationCanceledException ? $"nothing came within {patience.TotalSeconds} s" : failure.Message)}");
        }
    }

    private HttpRequestMessage Request(Uri address)
    {
        HttpRequestMessage request = new(new(method), address) { Version = HttpVersion.Version11 };
        if (host is not null) request.Headers.Host = host;
        foreach ((string header, string value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }
}
