using Kong.Upgrade;
using Kong.Upgrade.Events;

namespace LocalUpgrade.Views;

/// <summary>How a command speaks: to a person, line by line or live, or to a program.</summary>
internal abstract class View : IUpgradeObserver, IAsyncDisposable
{
    /// <summary>Says one thing.</summary>
    /// <param name="kind">What sort of thing it is, for programs.</param>
    /// <param name="text">The thing in words.</param>
    /// <param name="facts">Its parts, for programs.</param>
    public abstract void Say(string kind, string text, params (string Name, object? Value)[] facts);

    /// <summary>Says what went wrong.</summary>
    public abstract void Fail(string text);

    public virtual Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        // The report itself comes as the last word.
        if (upgradeEvent is not RunEnded) Say(EventFacts.Kind(upgradeEvent), EventWords.Of(upgradeEvent), EventFacts.Of(upgradeEvent));
        return Task.CompletedTask;
    }

    /// <summary>From here on nothing moves on the screen any more.</summary>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
