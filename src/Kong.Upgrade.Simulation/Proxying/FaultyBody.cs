using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Hands an answer's body through, or does to it what the node's faults say.</summary>
internal static class FaultyBody
{
    private static readonly byte[] Filler = [.. Enumerable.Repeat((byte)' ', 8192)];

    public static async Task CopyAsync(ProxyExchange exchange, HttpContent body)
    {
        HttpResponse client = exchange.Context.Response;
        CancellationToken aborted = exchange.Context.RequestAborted;
        if (exchange.Faults.EndlessBody)
            client.ContentLength = null;
        if (exchange.Faults.StalledBody)
        {
            await client.Body.FlushAsync(aborted).ConfigureAwait(false);
            await exchange.Faults.PassBodyAsync(aborted).ConfigureAwait(false);
        }
        await body.CopyToAsync(client.Body, aborted).ConfigureAwait(false);
        while (exchange.Faults.EndlessBody)
            await client.Body.WriteAsync(Filler, aborted).ConfigureAwait(false);
    }
}
