namespace Kong.Upgrade.Staging.Answers;

/// <summary>One step of a JSON path: a member's name, or an element's place.</summary>
internal readonly record struct JsonPathStep(string? Name, int Index);
