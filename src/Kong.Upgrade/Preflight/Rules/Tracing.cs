using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Kong's own tracing, which 3.0 brought.</summary>
internal static class Tracing
{
    // The second name is what 3.0 and 3.1 called it.
    private static readonly string[] instrumentations = ["tracing_instrumentations", "opentelemetry_tracing"], rates = ["tracing_sampling_rate", "opentelemetry_tracing_sampling_rate"];

    public static bool IsOn(InstallationFacts installation) =>
        installation.From.Major >= 3 && instrumentations.Any(n => installation.Settings.Value(n) is { } value && value != "off");

    /// <summary>That green will trace one request in a hundred because nobody said how many.</summary>
    public static IEnumerable<Hit> LosesSamples(InstallationFacts installation)
    {
        if (!IsOn(installation) || rates.Any(r => installation.Settings.IsSetForGreen(r) == true)) yield break;
        foreach (string rate in rates.Where(r => installation.Settings.IsSetForGreen(r) is not null || installation.Settings.Value(r) is not null).Take(1))
            foreach (Hit hit in Rule.Relies(installation.Settings, rate, "1", "0.01")) yield return hit;
    }
}
