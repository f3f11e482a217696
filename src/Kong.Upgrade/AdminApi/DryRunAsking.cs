using System.Threading.Channels;

namespace Kong.Upgrade.AdminApi;

/// <summary>Asks questions, several at once and at a bounded rate, until there are no more or the node answers no more.</summary>
internal sealed class DryRunAsking(DryRunNode node, SchemaDryRunOptions options, TimeProvider time, Func<CancellationToken, Task> proveThere)
{
    private readonly RateLimit rate = new(options.RequestsPerSecond, time);
    private int failuresInARow;
    private string? stopped;

    /// <summary>Why not everything was asked; <see langword="null"/> when everything was.</summary>
    public string? Stopped => Volatile.Read(ref stopped);

    public Task AnswerAsync(ChannelReader<DryRunQuestion> questions, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.MostAtOnce).Select(_ => WorkAsync(questions, cancellationToken)));

    private async Task WorkAsync(ChannelReader<DryRunQuestion> questions, CancellationToken cancellationToken)
    {
        await foreach (DryRunQuestion question in questions.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Stopped is not null) continue;
            await rate.TakeAsync(cancellationToken).ConfigureAwait(false);
            await NoteAsync(await node.AskAsync(question, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task NoteAsync(Trouble? trouble, CancellationToken cancellationToken)
    {
        if (trouble is null)
        {
            Volatile.Write(ref failuresInARow, 0);
            return;
        }
        if (Interlocked.Increment(ref failuresInARow) >= options.MostFailuresInARow) Stop($"{options.MostFailuresInARow} questions in a row brought nothing, the last one: {trouble}");
        else if (trouble.Kind is TroubleKind.NoAnswer) await ProveThereAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ProveThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await proveThere(cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException gone)
        {
            Stop(gone.Message);
        }
    }

    private void Stop(string why) => Interlocked.CompareExchange(ref stopped, why, null);
}
