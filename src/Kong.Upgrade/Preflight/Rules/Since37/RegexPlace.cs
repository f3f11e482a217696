namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>A regex and the field that it stands in.</summary>
internal readonly record struct RegexPlace(string Field, string Regex);
