using Kong.Upgrade.Staging.Reports;

namespace Kong.Upgrade.Staging;

/// <summary>How a suite ended, for people and programs. Immutable; without secrets.</summary>
public sealed class StagingReport
{
    /// <summary>Failed when anything failed, else could not tell when anything could not be told, else passed.</summary>
    public required StagingVerdict Verdict { get; init; }

    /// <summary>Every test, in the suite's order.</summary>
    public required IReadOnlyList<StagedTest> Tests { get; init; }

    /// <summary>What is wrong with green, what strikes most first. Empty when nothing failed.</summary>
    public required IReadOnlyList<StagingCause> Causes { get; init; }

    /// <summary>What could not be read or looked at, beside the tests that could not tell. Empty when nothing.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>What was not tested and why, such as a route that another one hides, or a test that was not agreed to.</summary>
    public required IReadOnlyList<string> Untested { get; init; }

    /// <summary>Differences between blue and green that their versions are known for, with how often each was met.</summary>
    public required IReadOnlyList<string> Explained { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many tests passed.</summary>
    public int PassedCount => Tests.Count(t => t.Verdict is StagingVerdict.Passed);

    /// <summary>How many tests failed.</summary>
    public int FailedCount => Tests.Count(t => t.Verdict is StagingVerdict.Failed);

    /// <summary>What is true and what to do, in one line.</summary>
    public string Headline => StagingText.Headline(this);

    /// <summary>The whole report as text; its first line is the <see cref="Headline"/>.</summary>
    /// <returns>Text for people.</returns>
    public string Describe() => StagingText.Of(this);

    /// <summary>The whole report as JSON.</summary>
    /// <returns>One JSON object; its members are those of this class in camel case.</returns>
    public string ToJson() => StagingJson.Of(this);

    /// <summary>Throws unless green passed.</summary>
    /// <exception cref="StagingFailedException">Something failed, or it could not be told.</exception>
    public void ThrowIfNotPassed()
    {
        if (Verdict is not StagingVerdict.Passed) throw new StagingFailedException(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Headline;
}
