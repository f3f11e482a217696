using System.Globalization;

namespace Kong.Upgrade.Probing;

internal sealed class ErrorRateGate : Gate
{
    private readonly double limit;
    private readonly int minimum;

    public ErrorRateGate(double limit, int minimumRequests)
    {
        if (!(limit is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(limit), limit, "An error rate limit lies between 0 and 1, such as 0.01 for one percent.");
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumRequests, 1);
        (this.limit, minimum) = (limit, minimumRequests);
    }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"error rate at most {limit:0.################%} of at least {minimum} requests");

    public override GateVerdict Judge(GateInput input)
    {
        (SideTotals green, SideTotals blue) = (input.Green, input.Blue);
        if (green.Requests < minimum) return new(ProbeVerdict.Undecided, $"green answered {green.Requests} requests so far; {minimum} are needed to judge");
        string seen = string.Create(CultureInfo.InvariantCulture, $"green failed {green.Errors - green.UpstreamErrors} of {green.Requests} requests ({green.ErrorRate:0.####%}, limit {limit:0.####%})");
        if (green.ErrorRate <= limit) return new(ProbeVerdict.Accepted, seen);
        // Trouble that blue has too is not evidence about green (I13).
        return blue.Requests >= minimum && blue.ErrorRate > limit
            ? new(ProbeVerdict.Undecided, string.Create(CultureInfo.InvariantCulture, $"{seen}, but blue failed {blue.ErrorRate:0.####%} too"))
            : new(ProbeVerdict.Regressed, seen);
    }
}
