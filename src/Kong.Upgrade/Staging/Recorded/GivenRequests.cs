using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Requests that a host hands over.</summary>
internal sealed class GivenRequests(IEnumerable<StagingRequest> requests) : IRecordedSource
{
    public string Name => "requests of the host";

    public string Unit => "request";

    public bool IsWritten => true;

    public Task<string?> ReadAsync(RecordedSink sink, CancellationToken cancellationToken)
    {
        // Nobody may look into a secret to see whether it is the same: the same object is.
        Dictionary<StagingSecret, ulong> secrets = new(ReferenceEqualityComparer.Instance);
        long place = 0;
        foreach (StagingRequest request in requests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            place++;
            if (request is null) sink.AddUnreadable(place, "it is null");
            else if (!request.Path.StartsWith('/')) sink.AddUnreadable(place, "its path does not begin with '/'");
            else sink.Add(request, Number(request, secrets), 400 + (2 * request.Path.Length) + (200 * request.Headers.Count) + request.Body.Length, place);
        }
        return Task.FromResult<string?>(null);
    }

    private static ulong Number(StagingRequest request, Dictionary<StagingSecret, ulong> secrets)
    {
        StableHash hash = default;
        foreach (string text in (string[])[request.Method, request.Path, request.Host ?? "", request.Sni ?? "", $"{request.Protocol} {request.Tls} {request.Host is null} {request.Sni is null}"]) hash.Add(text);
        foreach (StagingHeader header in request.Headers)
        {
            hash.Add(header.Name);
            if (!secrets.TryGetValue(header.Value, out ulong number)) secrets.Add(header.Value, number = (ulong)secrets.Count);
            hash.Add(number);
        }
        hash.Add(request.Body.Span);
        return hash.Value;
    }
}
