using System.Runtime.CompilerServices;

namespace Kong.Upgrade.AdminApi;

/// <summary>Reads a collection page by page, by the offset and with the query repeated: <c>next</c> forgets it on some nodes (kong-facts 3.3).</summary>
internal sealed class CollectionReader(AdminClient client, AdminApiOptions options, TimeProvider time, SemaphoreSlim turns)
{
    private readonly Retrying retrying = new(options, time);

    /// <summary>The pages; the last one may bring trouble, and rows all the same.</summary>
    public async IAsyncEnumerable<Page> ReadAsync(string path, string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> followed = [];
        long rows = 0;
        string? offset = null;
        for (int number = 1; ; number++)
        {
            Page page = await PageAsync(Address(path, offset), key, followed, cancellationToken).ConfigureAwait(false);
            rows += page.Rows.Count;
            yield return number == 1 || page.Trouble is null ? page : page with { Trouble = page.Trouble with { Text = $"page {number}: {page.Trouble}; {rows} entities had been read" } };
            if (page.Trouble is not null || page.Offset is null) yield break;
            followed.Add(offset = page.Offset);
        }
    }

    private string Address(string path, string? offset) => $"{path}?size={options.PageSize}{(offset is null ? "" : "&offset=" + Uri.EscapeDataString(offset))}";

    private async Task<Page> PageAsync(string address, string key, HashSet<string> followed, CancellationToken cancellationToken) =>
        await retrying.TryAsync(async token => Looked(await InTurnAsync(address, key, token).ConfigureAwait(false), followed), page => page.Trouble, cancellationToken).ConfigureAwait(false);

    private async Task<Page> InTurnAsync(string address, string key, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await client.PageAsync(address, key, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    private static Page Looked(Page page, HashSet<string> followed) =>
        page.Offset is { } next && followed.Contains(next) ? page with { Trouble = new(TroubleKind.Strange, "its offset leads back to a page that was read before, so it would never end") } : page;
}
