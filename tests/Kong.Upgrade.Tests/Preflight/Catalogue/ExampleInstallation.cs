using System.Text.Json;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Tests;

/// <summary>Evaluates an example of the catalogue as if it were an installation.</summary>
internal static class ExampleInstallation
{
    public static IReadOnlyList<PreflightFinding> Evaluate(ChangeExample example)
    {
        Evaluation evaluation = new(Facts(example), 100);
        foreach ((string kind, IReadOnlyList<JsonElement> entities) in example.Entities ?? [])
            foreach (JsonElement entity in entities) evaluation.See(new(kind, entity, entity.TryGetProperty("workspace", out JsonElement workspace) ? workspace.GetString() : null));
        return evaluation.End();
    }

    private static InstallationFacts Facts(ChangeExample example)
    {
        NodeFacts[] blue = [.. example.Blue.Select(n => new NodeFacts("blue", n))], green = [.. example.Green.Select(n => new NodeFacts("green", n))];
        return new()
        {
            From = KongVersion.Parse(example.From),
            To = KongVersion.Parse(example.To),
            Deployment = example.Deployment,
            Settings = new(Configuration(example.Conf, example.Env), Configuration(example.GreenConf, example.GreenEnv), blue, green),
            Origin = example.Origin,
            FormatVersion = example.FormatVersion,
            Blue = blue,
            Green = green,
            Database = example.Database,
            Hosts = example.Host is { } host ? [host] : [],
        };
    }

    private static KongConfiguration? Configuration(IReadOnlyList<string>? lines, Dictionary<string, string>? environment) =>
        lines is null && environment is null ? null : KongConfiguration.Parse(string.Join('\n', lines ?? []), environment);
}
