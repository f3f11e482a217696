using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Whether and how a plugin takes part in traffic.</summary>
internal static class PluginUse
{
    /// <summary>Whether a field is a list with something in it.</summary>
    public static bool HasItems(KongEntity entity, string path) => entity.Field(path) is { ValueKind: System.Text.Json.JsonValueKind.Array } list && list.GetArrayLength() > 0;

    /// <summary>Whether a field is a reference to a vault and no value.</summary>
    public static bool IsVaultReference(string? value) => value?.StartsWith("{vault://", StringComparison.Ordinal) == true;
}
