namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Brent's root finder (Algorithms for Minimization Without Derivatives, chapter 4), in the steps that R's <c>uniroot</c> takes: on a function with jumps the path decides which side of the jump is named.</summary>
internal static class Brent
{
    private const double Epsilon = 2.220446049250313e-16;

    public static double Root(Func<double, double> function, double low, double high, double tolerance)
    {
        (double a, double b) = (low, high);
        (double fa, double fb) = (function(a), function(b));
        (double c, double fc) = (a, fa);
        if (fa == 0) return a;
        for (int i = 0; i < 1000 && fb != 0; i++)
        {
            double previous = b - a;
            if (Math.Abs(fc) < Math.Abs(fb)) (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb);
            double least = 2 * Epsilon * Math.Abs(b) + tolerance / 2, step = (c - b) / 2;
            if (Math.Abs(step) <= least) return b;
            if (Math.Abs(previous) >= least && Math.Abs(fa) > Math.Abs(fb) && Interpolated(a, b, c, fa, fb, fc, previous, least) is { } interpolated) step = interpolated;
            if (Math.Abs(step) < least) step = step > 0 ? least : -least;
            (a, fa) = (b, fb);
            b += step;
            fb = function(b);
            if (fb > 0 == fc > 0) (c, fc) = (a, fa);
        }
        return b;
    }

    // A secant through two points, an inverse parabola through three; nothing when it would leave the bracket or is too long.
    private static double? Interpolated(double a, double b, double c, double fa, double fb, double fc, double previous, double least)
    {
        double width = c - b, p, q, r = fb / fa;
        if (a == c) (p, q) = (width * r, 1 - r);
        else
        {
            double s = fa / fc, t = fb / fc;
            (p, q) = (r * (width * s * (s - t) - (b - a) * (t - 1)), (s - 1) * (t - 1) * (r - 1));
        }
        if (p > 0) q = -q;
        else p = -p;
        return p < 0.75 * width * q - Math.Abs(least * q) / 2 && p < Math.Abs(previous * q / 2) ? p / q : null;
    }
}
