namespace Kong.Upgrade.Witness;

/// <summary>Compares what blue and the witness answer to one question. Where they differ both are asked again: what one side says now so, now otherwise is no difference.</summary>
internal sealed class Comparison(string question, Func<CancellationToken, Task<WitnessAnswer>> askBlue, Func<CancellationToken, Task<WitnessAnswer>> askWitness)
{
    /// <summary>A difference, why nothing could be compared, or neither.</summary>
    public async Task<(string? Difference, string? Uncompared)> CompareAsync(CancellationToken cancellationToken)
    {
        List<WitnessAnswer> blue = [], witness = [];
        for (int attempt = 0; attempt < 2; attempt++)
        {
            blue.Add(await askBlue(cancellationToken).ConfigureAwait(false));
            witness.Add(await askWitness(cancellationToken).ConfigureAwait(false));
            if (Agree(blue[^1], witness[^1])) return (null, null);
        }
        if (blue.Any(a => !a.IsThere)) return (null, $"{question}: blue gave {blue[^1]}.");
        if (blue.Concat(witness).Any(a => a.IsLimited)) return (null, null);
        return Differ(blue, witness) ? ($"{question}: blue answered {blue[^1]}, the witness {witness[^1]}{Bodies(blue[^1], witness[^1])}.", null) : (null, null);
    }

    private static bool Agree(WitnessAnswer blue, WitnessAnswer witness) => blue.IsThere && (blue == witness || (blue.IsServiceAbsent && witness.IsServiceAbsent));

    private static string Bodies(WitnessAnswer blue, WitnessAnswer witness) =>
        blue.Status == witness.Status && blue.Body != witness.Body ? "; " + AnswerText.Differences(blue.Body, witness.Body) : "";

    private static bool Differ(List<WitnessAnswer> blue, List<WitnessAnswer> witness) =>
        Differ(blue, witness, a => a.IsThere ? a.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) : a.Trouble!) || DifferSteadily(blue, witness, a => a.Headers) || DifferSteadily(blue, witness, a => a.Body);

    // A status that only one side ever gives counts even when that side wavers.
    private static bool Differ(List<WitnessAnswer> blue, List<WitnessAnswer> witness, Func<WitnessAnswer, string> part) =>
        !blue.Select(part).Intersect(witness.Select(part)).Any();

    private static bool DifferSteadily(List<WitnessAnswer> blue, List<WitnessAnswer> witness, Func<WitnessAnswer, string> part) =>
        blue.Select(part).Distinct().Count() == 1 && witness.Select(part).Distinct().Count() == 1 && Differ(blue, witness, part);
}
