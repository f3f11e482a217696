using System.Collections.Concurrent;
using System.Net;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests;

/// <summary>Nodes that are asked without a network, in virtual time, and what they were asked.</summary>
internal sealed class SyntheticNet(VirtualTime time)
{
    public ConcurrentQueue<(TimeSpan At, Uri Address, HttpRequestMessage Message)> Asked { get; } = [];

    /// <summary>What a node does with a request; 200 at once by default.</summary>
    public Func<Uri, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } = (_, _) => Task.FromResult(HttpStatusCode.OK);

    public int CanceledRequests;

    public HttpMessageHandler Handler(Uri address) => new Node(this, address);

    public TimeSpan[] TimesOf(Uri address) => [.. Asked.Where(a => a.Address == address).Select(a => a.At)];

    private sealed class Node(SyntheticNet net, Uri address) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            net.Asked.Enqueue((net.Time.GetUtcNow() - net.Time.GetUtcNow().Date, address, request));
            await using CancellationTokenRegistration canceled = cancellationToken.Register(() => Interlocked.Increment(ref net.CanceledRequests));
            return new(await net.Answer(address, cancellationToken)) { Content = new ByteArrayContent([1, 2, 3]) };
        }
    }

    private VirtualTime Time => time;
}
