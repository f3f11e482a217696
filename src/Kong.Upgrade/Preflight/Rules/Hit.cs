using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>That a rule found something: the value, which must be no secret, and how sure it is.</summary>
/// <param name="Value">What was found, with values, such as <c>host lambda.local without aws_region</c>.</param>
/// <param name="Certainty">How sure it is; <see langword="null"/> for what is usual for the rule.</param>
/// <param name="Subject">What it is about where that is not the entity itself.</param>
internal sealed record Hit(string Value, FindingCertainty? Certainty = null, FindingSubject? Subject = null)
{
    /// <summary>How much it matters here, where that is not what the catalogue says.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>The entity, where it is not the one that is being looked at: one that was kept for the end.</summary>
    public KongEntity? Entity { get; init; }

    public static implicit operator Hit?(string? value) => value is null ? null : new(value);

    /// <summary>Likely, but what was read does not prove it.</summary>
    public static Hit Suspected(string value) => new(value, FindingCertainty.Suspected);
}
