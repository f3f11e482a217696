using Kong.Upgrade;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Looks at one thing and never fails: what cannot be read is unknown, with the reason.</summary>
internal static class Looks
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    /// <summary>The share, and whether it is known to be all blue.</summary>
    public static async Task<(string Text, bool IsBlue)> ShareAsync(BalancerSettings balancer)
    {
        TrafficShare share = default;
        string? unknown = await TryAsync(async token => share = await Balancer.Of(balancer, null).Traffic.GetShareAsync(token), CancellationToken.None);
        return unknown is not null ? ($"Where traffic goes is {unknown}.", false) : share == TrafficShare.AllBlue ? ("All traffic is on blue.", true) : ($"GREEN HAS {share} of the traffic.", false);
    }

    /// <summary>What the journal knows of its newest run; <see langword="null"/> when there is none.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static Task<RunRecord?> JournalAsync(string directory, CancellationToken cancellationToken)
    {
        using FileUpgradeJournal journal = new(directory);
        return journal.PeekAsync(cancellationToken);
    }

    /// <summary>Which process works on the run; <see langword="null"/> when none does.</summary>
    /// <exception cref="JournalException">It cannot be told.</exception>
    public static string? Holder(string directory)
    {
        using FileUpgradeJournal journal = new(directory);
        return journal.FindHolder();
    }

    /// <summary>Does something within a time.</summary>
    /// <returns><c>unknown: why</c>; <see langword="null"/> when it was done.</returns>
    public static async Task<string?> TryAsync(Func<CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await look(deadline.Token).WaitAsync(deadline.Token);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return $"unknown: {(failure is OperationCanceledException ? $"no answer within {patience.TotalSeconds} s" : failure.Message.ReplaceLineEndings(" ").TrimEnd('.'))}";
        }
    }
}
