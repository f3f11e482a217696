namespace Kong.Upgrade.Probing;

/// <summary>What one cluster did over the window that gates look at.</summary>
public sealed class SideTotals
{
    /// <summary>Requests answered.</summary>
    public long Requests { get; internal set; }

    /// <summary>Answers 500 to 599, whoever caused them.</summary>
    public long Errors { get; internal set; }

    /// <summary>Of the errors, those that came from upstream services.</summary>
    public long UpstreamErrors { get; internal set; }

    /// <summary>Errors of the gateway itself, as a part of all requests, 0 to 1; 0 when there were no requests.</summary>
    public double ErrorRate => Requests == 0 ? 0 : (Errors - UpstreamErrors) / (double)Requests;

    internal void Add(NodeReading reading, int sign)
    {
        Requests += sign * reading.Requests;
        Errors += sign * reading.Errors;
        UpstreamErrors += sign * reading.UpstreamErrors;
    }
}
