namespace Kong.Upgrade.Probing.Exposition;

/// <summary>What a line of an exposition is.</summary>
public enum ExpositionToken
{
    /// <summary>Nothing was read yet, or there is nothing more to read.</summary>
    Unknown = 0,

    /// <summary>A value of a series.</summary>
    Sample = 1,

    /// <summary>What a metric is about: <c># HELP</c>.</summary>
    Help = 2,

    /// <summary>The type of a metric: <c># TYPE</c>.</summary>
    Type = 3,

    /// <summary>The unit of a metric: <c># UNIT</c>. Only OpenMetrics has it; in the text format it is a comment.</summary>
    Unit = 4,

    /// <summary>A comment without meaning.</summary>
    Comment = 5,

    /// <summary>The end: <c># EOF</c>. Only OpenMetrics has it; in the text format it is a comment.</summary>
    End = 6,
}
