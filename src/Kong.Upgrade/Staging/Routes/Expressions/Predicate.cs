namespace Kong.Upgrade.Staging.Routes.Expressions;

/// <summary>One comparison of an expression, such as <c>http.path ^= "/orders"</c>; without a field where it is not understood. Immutable.</summary>
internal sealed record Predicate(string Field, string Operator, string Value)
{
    public static Predicate NotUnderstood { get; } = new("", "", "");
}
