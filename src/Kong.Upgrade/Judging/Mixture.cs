namespace Kong.Upgrade.Judging;

/// <summary>Evidence that is averaged over guesses and over the moment at which green may have become worse.</summary>
/// <remarks>
/// Each block: <c>L_k ← ln S_k + ln(exp L_k + γ)</c>, where γ is the part of the budget that bets on an onset at this block; all γ together are at most 1. So a late fault costs only ln(1/γ)
/// (Shiryaev and Roberts with a prior; e-detectors, Shin, Ramdas, Rinaldo). What was not bet yet counts as it is.
/// </remarks>
internal static class Mixture
{
    public static void Begin(Span<double> state) => state.Fill(double.NegativeInfinity);

    /// <summary>Adds one block.</summary>
    /// <param name="state">The logarithm of each guess's evidence.</param>
    /// <param name="logWeights">The logarithm of the part of every bet that each guess gets.</param>
    /// <param name="block">The logarithm of the block's evidence for each guess.</param>
    /// <param name="logOnset">The logarithm of the part of the budget that is bet on this block; negative infinity for none.</param>
    /// <param name="dispersion">By how much evidence is tempered, see <see cref="Dispersion"/>; at least 1.</param>
    /// <param name="cap">The most that one block may say.</param>
    public static void Add(Span<double> state, ReadOnlySpan<double> logWeights, ReadOnlySpan<double> block, double logOnset, double dispersion, double cap)
    {
        for (int k = 0; k < state.Length; k++)
        {
            double before = double.IsNegativeInfinity(logOnset) ? state[k] : LogMath.AddExp(state[k], logOnset + logWeights[k]);
            state[k] = Math.Min(block[k] / dispersion, cap) + before;
        }
    }

    /// <summary>The logarithm of all evidence together.</summary>
    public static double Log(ReadOnlySpan<double> state, double unbet) =>
        LogMath.AddExp(LogMath.SumExp(state), unbet > 0 ? Math.Log(unbet) : double.NegativeInfinity);
}
