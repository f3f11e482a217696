namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A plugin's priority before and after: those with higher ones run first.</summary>
internal sealed record PluginMove(string Plugin, double Before, double After)
{
    /// <summary>Whether the move passes a priority; with the same priority names decide, so that counts.</summary>
    public bool Passes(double priority) => priority >= Math.Min(Before, After) && priority <= Math.Max(Before, After);

    public override string ToString() => FormattableString.Invariant($"{Plugin} {Before} to {After}");
}
