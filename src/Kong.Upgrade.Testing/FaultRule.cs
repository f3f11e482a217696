using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Testing;

/// <summary>One fault: on which calls, and what happens to them. See <see cref="FaultList.On"/>.</summary>
public sealed class FaultRule
{
    private readonly FaultList faults;
    private int first = 1;
    private int last = int.MaxValue;
    private int seen;

    internal FaultRule(FaultList faults, KongCall call) => (this.faults, Call) = (faults, call);

    internal KongCall Call { get; }

    /// <summary>Before the effect; it may throw, wait, or do something else.</summary>
    internal Func<TimeProvider, CancellationToken, Task>? Before { get; private set; }

    /// <summary>After the effect, in place of its answer.</summary>
    internal Func<Exception>? Instead { get; private set; }

    /// <summary>Only the call of this number from now on.</summary>
    /// <param name="number">1 is the next call.</param>
    /// <returns>This fault.</returns>
    public FaultRule Only(int number) => Between(number, number);

    /// <summary>Only the next calls.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <returns>This fault.</returns>
    public FaultRule First(int count) => Between(1, count);

    /// <summary>The call of this number from now on, and all that follow.</summary>
    /// <param name="number">1 is the next call.</param>
    /// <returns>This fault.</returns>
    public FaultRule From(int number) => Between(number, int.MaxValue);

    /// <summary>The call fails without effect.</summary>
    /// <param name="error">The error.</param>
    public void Throw(Exception error) => Place(null, (_, _) => Task.FromException(error));

    /// <summary>The call fails without effect, as its interface says it should: with <see cref="UpgradeServiceException"/>, or <see cref="JournalException"/> for the journal.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isTransient">Whether the same call may work in a moment.</param>
    public void Throw(string reason, bool isTransient = false) => Place(null, (_, _) => Task.FromException(Error(reason, isTransient)));

    /// <summary>The call has its effect and then fails: whoever called cannot know.</summary>
    /// <param name="isTransient">Whether the error says that the same call may work in a moment.</param>
    public void LoseAnswer(bool isTransient = false) => Place(() => Error($"the answer to {Call} was lost", isTransient), null);

    /// <summary>The call has no effect and never answers.</summary>
    /// <param name="ignoreToken">Whether it does not even end when it is cancelled. The default value is <see langword="false"/>.</param>
    public void Hang(bool ignoreToken = false) =>
        Place(null, (time, token) => Task.Delay(Timeout.InfiniteTimeSpan, time, ignoreToken ? CancellationToken.None : token));

    /// <summary>The call takes a time before it has its effect; cancelled meanwhile, it has none.</summary>
    /// <param name="delay">How long.</param>
    public void Delay(TimeSpan delay) => Place(null, (time, token) => Task.Delay(delay, time, token));

    /// <summary>Something else happens just before the call, such as somebody's hand on the system behind it.</summary>
    /// <param name="act">What happens; when it throws, the call fails so.</param>
    public void Do(Action act) => Place(null, (_, _) => { act(); return Task.CompletedTask; });

    internal bool Counts() => ++seen >= first && seen <= last;

    private FaultRule Between(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        (first, last) = (from, to);
        return this;
    }

    private void Place(Func<Exception>? instead, Func<TimeProvider, CancellationToken, Task>? before)
    {
        (Instead, Before) = (instead, before);
        faults.Add(this);
    }

    private KongUpgradeException Error(string reason, bool isTransient) => Call is KongCall.OpenJournal or KongCall.WriteJournal or KongCall.CloseJournal
        ? new JournalException(JournalProblem.Inaccessible, reason) : new UpgradeServiceException(reason, isTransient: isTransient);
}
