namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>A header that a route asks for, with any of some values. Values that begin with <c>~*</c> may be regexes. Immutable.</summary>
internal sealed record HeaderCondition(string Name, IReadOnlyList<string> Values);
