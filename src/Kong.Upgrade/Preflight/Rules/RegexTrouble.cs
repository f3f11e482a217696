namespace Kong.Upgrade.Preflight.Rules;

/// <summary>What the new router makes of a regex.</summary>
/// <param name="What">What it stumbles over, such as <c>look-around</c>.</param>
/// <param name="IsRefused">Whether it refuses the regex; otherwise it takes it and reads it differently.</param>
internal sealed record RegexTrouble(string What, bool IsRefused);
