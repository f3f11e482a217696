namespace Kong.Upgrade.Testing;

/// <summary>Faults placed on calls: <c>faults.On(KongCall.SetShare).Only(2).LoseAnswer()</c>. Thread-safe.</summary>
/// <remarks>Where several match a call, the one placed last applies.</remarks>
public sealed class FaultList
{
    private readonly Lock gate = new();
    private volatile FaultRule[] rules = [];

    /// <summary>Begins a fault on a call. It applies to every such call from now on unless <see cref="FaultRule.Only"/>, <see cref="FaultRule.First"/> or <see cref="FaultRule.From"/> says otherwise; it takes effect once it is said what happens.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The fault, to be completed.</returns>
    public FaultRule On(KongCall call) => new(this, call);

    /// <summary>Takes all faults away.</summary>
    public void Clear()
    {
        lock (gate) rules = [];
    }

    internal void Add(FaultRule rule)
    {
        lock (gate) rules = [.. rules, rule];
    }

    /// <summary>Counts one call and says what is to happen to it.</summary>
    internal FaultRule? Next(KongCall call)
    {
        if (rules.Length == 0) return null;
        lock (gate)
        {
            FaultRule? applies = null;
            foreach (FaultRule rule in rules)
                if (rule.Call == call && rule.Counts()) applies = rule;
            return applies;
        }
    }
}
