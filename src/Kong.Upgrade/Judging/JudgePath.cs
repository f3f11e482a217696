namespace Kong.Upgrade.Judging;

/// <summary>The path of the evidence, thinned so that it stays short however long it is watched.</summary>
internal sealed class JudgePath
{
    private const int Most = 120;

    private readonly List<JudgePoint> points = [];
    private TimeSpan apart = TimeSpan.FromSeconds(1);

    public IReadOnlyList<JudgePoint> Points => [.. points];

    public void Add(DateTimeOffset at, double log)
    {
        // Within one stretch the highest counts: a peak must not be thinned away.
        if (points.Count > 0 && at - points[^1].At < apart) points[^1] = points[^1] with { LogEvidence = Math.Max(points[^1].LogEvidence, log) };
        else points.Add(new(at, log));
        if (points.Count > Most) Thin();
    }

    private void Thin()
    {
        apart *= 2;
        for (int i = 0; i < points.Count - 1; i++)
        {
            points[i] = points[i] with { LogEvidence = Math.Max(points[i].LogEvidence, points[i + 1].LogEvidence) };
            points.RemoveAt(i + 1);
        }
    }
}
