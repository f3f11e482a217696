namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>One service with one route, <c>/r</c>, and what a test adds.</summary>
internal static class RecipeYaml
{
    public static string With(string plugins, string rest = "") => $"""
        _format_version: "3.0"
        services:
        - name: svc
          host: a.test
          port: 80
          path: /base
          routes:
          - name: r
            paths: [/r]
            plugins:
        {string.Join('\n', plugins.Split('\n').Select(line => "    " + line))}
        {rest}
        """;
}
