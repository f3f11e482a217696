using System.Threading.Channels;

namespace Kong.Upgrade.AdminApi;

/// <summary>Reads several parts at once and hands their pages over in order, one by one. Holds at most a few pages of a few parts.</summary>
internal sealed class ReadAhead(CollectionReader reader, int mostAtOnce)
{
    public async Task ReadAsync(IReadOnlyList<ReadingPart> parts, Func<ReadingPart, Page, Task> show, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(Channel<Page> Pages, Task Filling)> begun = [];
        try
        {
            for (int at = 0; at < parts.Count; at++)
            {
                while (begun.Count < mostAtOnce && at + begun.Count < parts.Count) begun.Enqueue(Begin(parts[at + begun.Count], ending.Token));
                await foreach (Page page in begun.Peek().Pages.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false)) await show(parts[at], page).ConfigureAwait(false);
                await begun.Dequeue().Filling.ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(begun.Select(b => b.Filling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private (Channel<Page> Pages, Task Filling) Begin(ReadingPart part, CancellationToken cancellationToken)
    {
        Channel<Page> pages = Channel.CreateBounded<Page>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        return (pages, FillAsync(part, pages.Writer, cancellationToken));
    }

    private async Task FillAsync(ReadingPart part, ChannelWriter<Page> pages, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await foreach (Page page in reader.ReadAsync(part.Path, part.Key, cancellationToken).ConfigureAwait(false)) await pages.WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception any)
        {
            // Whoever reads the pages throws it.
            failure = any;
        }
        pages.Complete(failure);
    }
}
