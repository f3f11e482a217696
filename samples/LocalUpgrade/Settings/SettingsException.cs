namespace LocalUpgrade.Settings;

/// <summary>The settings do not make sense; everything that is wrong, at once.</summary>
internal sealed class SettingsException(string file, IReadOnlyList<string> problems)
    : Exception($"{file} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}; nothing was touched:{string.Concat(problems.Select(p => $"\n- {p}"))}")
{
    public IReadOnlyList<string> Problems => problems;
}
