using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>A stretch of time with one share. Counts since its start, so that joining windows neither lose nor double a request.</summary>
internal sealed class ShareSpan(TrafficShare share, DateTimeOffset start)
{
    // What adding up tenths leaves behind must not turn two requests into one.
    private const double Rounding = 1e-6;
    private static readonly TimeSpan Cell = TimeSpan.FromSeconds(1);

    private long summedCells;
    private double summed;

    public TrafficShare Share => share;

    public DateTimeOffset Start => start;

    public SharePiece Piece(DateTimeOffset from, DateTimeOffset to, double rate, Func<DateTimeOffset, double>? load)
    {
        DateTimeOffset begin = from > start ? from : start;
        double before = Asked(begin, rate, load), after = Asked(to, rate, load);
        return new(share, begin, Whole(before), Whole(after), Whole(before * share.Fraction), Whole(after * share.Fraction));
    }

    public static long Whole(double count) => (long)Math.Floor(count + Rounding);

    private double Asked(DateTimeOffset until, double rate, Func<DateTimeOffset, double>? load)
    {
        if (load is null) return rate * (until - start).TotalSeconds;
        long cell = (until - start).Ticks / Cell.Ticks;
        if (cell < summedCells) (summedCells, summed) = (0, 0);
        for (; summedCells < cell; summedCells++) summed += load(start + (Cell * summedCells));
        return summed + (load(start + (Cell * cell)) * ((until - start) - (Cell * cell)).TotalSeconds);
    }
}
