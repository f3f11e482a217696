using Kong.Upgrade;
using LocalUpgrade.Settings;
using LocalUpgrade.Views;
using Spectre.Console;

namespace LocalUpgrade.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Invocation">What was typed.</param>
/// <param name="View">How it speaks.</param>
/// <param name="Time">The clock.</param>
/// <param name="Cancellation">Fires on Ctrl-C.</param>
internal sealed record CommandContext(Invocation Invocation, View View, TimeProvider Time, CancellationToken Cancellation)
{
    public const string StandardSettings = "localupgrade.json";

    public string SettingsPath => Invocation[Option.Settings] ?? StandardSettings;

    /// <exception cref="SettingsException">It cannot be read.</exception>
    public SettingsFile File() => SettingsFile.Read(SettingsPath);

    /// <summary>How a run is shown: live where a person sits before it.</summary>
    public View RunView(UpgradePlan plan, Func<string?> traffic) =>
        Invocation.Has(Option.Json) || Invocation.Has(Option.Plain) || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive ? View : new LiveView(AnsiConsole.Console, plan, traffic);

    /// <summary>What a person is to type next.</summary>
    public string Press(string command) => $"LocalUpgrade {command}{(Invocation[Option.Settings] is { } file ? $" --settings {file}" : "")}";
}
