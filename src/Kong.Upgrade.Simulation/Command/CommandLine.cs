using System.Globalization;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>A command line that was understood.</summary>
internal sealed record CommandLine(
    CommandSpec Spec,
    string? Subcommand,
    IReadOnlyList<string> Operands,
    IReadOnlyDictionary<string, string> Options)
{
    public string Command => Spec.Name;

    public LogLevel Level => Has("vv") ? LogLevel.Debug : Has("v") ? LogLevel.Verbose : LogLevel.Info;

    public bool Has(string option) => Options.ContainsKey(option);

    public string? Text(string option) => Options.GetValueOrDefault(option);

    public TimeSpan? Seconds(string option) => Text(option) is { } text
        ? TimeSpan.FromSeconds(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))
        : null;
}
