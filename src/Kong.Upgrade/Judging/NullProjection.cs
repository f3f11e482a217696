namespace Kong.Upgrade.Judging;

/// <summary>The pair of rates on the border of what is tolerated that looks most like a guessed pair: where the evidence of a block is measured from.</summary>
/// <remarks>
/// Minimises <c>nX·KL(θX‖a) + nY·KL(θY‖c)</c> over <c>c = ρa + δ</c>: convex in one variable, so the derivative has one root. With ρ = 1 and δ = 0 it is the pooled rate (Turner, Ly, Grünwald 2024).
/// </remarks>
internal static class NullProjection
{
    private const double Least = 1e-12;

    /// <returns>Blue's rate on the border; green's is the tolerance's limit of it.</returns>
    public static double Of(long blue, double blueGuess, long green, double greenGuess, Tolerance tolerance)
    {
        (double rho, double delta) = (tolerance.Factor, tolerance.Addend);
        if (rho == 1 && delta == 0) return ((blue * blueGuess) + (green * greenGuess)) / (blue + green);
        double there = (greenGuess - delta) / rho, most = (1 - Least - delta) / rho;
        // From above the border the root lies between the two guesses seen from blue's side; from below the other way round.
        (double low, double high) = blueGuess < there ? (blueGuess, there) : (Math.Max(there, Least), Math.Min(blueGuess, most));
        return Root(blue, blueGuess, green, greenGuess, rho, delta, low, high);
    }

    /// <summary>Newton, and a bisection wherever Newton would leave the bracket.</summary>
    private static double Root(double blue, double blueGuess, double green, double greenGuess, double rho, double delta, double low, double high)
    {
        // From above: where the smaller curvature of rare events puts it, near blue's guess when blue has most requests.
        double a = blueGuess > low ? 0.5 * (low + high) : ((blue * low) + (rho * green * high)) / (blue + (rho * green));
        for (int i = 0; i < 40; i++)
        {
            double c = (rho * a) + delta, va = a * (1 - a), vc = c * (1 - c), da = a - blueGuess, dc = c - greenGuess;
            double slope = (blue * da / va) + (rho * green * dc / vc);
            if (slope > 0) high = a;
            else low = a;
            double curve = (blue * (va - (da * (1 - (2 * a)))) / (va * va)) + (rho * rho * green * (vc - (dc * (1 - (2 * c)))) / (vc * vc));
            double next = a - (slope / curve);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            // Quadratic: the next step would be below a part in 1e12.
            if (Math.Abs(next - a) <= 1e-6 * next) return next;
            a = next;
        }
        return a;
    }
}
