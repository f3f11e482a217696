using System.Globalization;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Waits until what nginx was told to load is what serves new requests.</summary>
internal sealed class NginxArrival(NginxControl control, TimeProvider time)
{
    private const int AnswersInARow = 3;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(10), lookForLingering = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until only workers of the given generation take new requests.</summary>
    /// <returns>What is in the way still, or <see langword="null"/>; and workers that go on with old requests.</returns>
    public async Task<(string? Trouble, IReadOnlyList<int> Lingering)> WaitAsync(string generation, IReadOnlySet<NginxWorker> before, TimeSpan within, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        int inARow = 0;
        for (; ; )
        {
            (NginxAnswer? answer, string? trouble) = await control.AskAsync(cancellationToken).ConfigureAwait(false);
            if (answer?.Generation == generation)
            {
                (IReadOnlyList<int> Accepting, IReadOnlyList<int> Lingering)? left = NginxWorkers.AreVisible ? NginxWorkers.Left(answer.Worker, before) : ([], []);
                trouble = left is { } seen
                    ? seen.Accepting.Count > 0 ? $"workers with the old share still take requests: {string.Join(", ", seen.Accepting)}" : null
                    : string.Create(CultureInfo.InvariantCulture, $"worker {answer.Worker} answered but cannot be seen in /proc (hidepid?), so nobody knows which others there are");
                if (trouble is null && ++inARow >= AnswersInARow) return (null, left!.Value.Lingering);
            }
            else
            {
                inARow = 0;
                trouble ??= $"a worker answers that it has generation {answer!.Generation}, not {generation}";
            }
            if (time.GetElapsedTime(start) >= within) return (trouble, []);
            if (inARow == 0) await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until no worker goes on with requests of an earlier configuration.</summary>
    /// <returns>Those that still do when the time is up; <see langword="null"/> when nobody could tell.</returns>
    public async Task<IReadOnlyList<int>?> LingeringAsync(TimeSpan atMost, Action<IReadOnlyList<int>> onWait, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        HashSet<NginxWorker> none = [];
        for (bool told = false; ; told = true)
        {
            (NginxAnswer? answer, _) = await control.AskAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<int>? lingering = !NginxWorkers.AreVisible ? [] : answer is null ? null : NginxWorkers.Left(answer.Worker, none)?.Lingering;
            if (lingering is { Count: 0 }) return [];
            if (lingering is not null && !told) onWait(lingering);
            if (time.GetElapsedTime(start) >= atMost) return lingering;
            await Task.Delay(lookForLingering, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
