using System.Globalization;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A promise: what was measured must stay under a limit, or above it if that is a floor.</summary>
internal sealed record Requirement(string What, double Figure, double Limit, string Unit)
{
    public bool IsFloor { get; init; }

    public bool IsMet => IsFloor ? Figure > Limit : Figure < Limit;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{What}: {Figure:0.0} {Unit}, required {(IsFloor ? "over" : "under")} {Limit:0.0} {Unit}: {(IsMet ? "met" : "NOT MET")}");
}
