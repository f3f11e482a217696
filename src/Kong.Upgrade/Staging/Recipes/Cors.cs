namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Headers of questions and answers across origins.</summary>
internal static class Cors
{
    public const string Origin = "Origin", AskedMethod = "Access-Control-Request-Method", AllowOrigin = "Access-Control-Allow-Origin", AllowMethods = "Access-Control-Allow-Methods";

    /// <summary>Whether an answer lets an origin in.</summary>
    public static Func<string, bool> LetsIn(string origin) => allowed => allowed is "*" || allowed == origin;

    /// <summary>Whether a list of methods has one.</summary>
    public static Func<string, bool> Names(string method) => listed => listed.Split(',', StringSplitOptions.TrimEntries).Contains(method, StringComparer.OrdinalIgnoreCase);
}
