using System.Runtime.InteropServices;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>ANY-08: values that stand in vaults, in entities and settings. From here only the environment can be looked into.</summary>
internal sealed class VaultReferencesRule() : ChangeRule("ANY-08")
{
    private const string Opening = "{vault://";

    private const int Shown = 3;

    // Those with fields that may be references.
    public override IReadOnlyList<string> Kinds => ["certificates", "keys", "partials", "plugins", "vaults"];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.Settings);

    private sealed class Search(SettingFacts settings) : ChangeSearch
    {
        public override IEnumerable<Hit> Start() =>
            settings.GreenSetNames.Order(StringComparer.Ordinal).Select(n => (Name: n, Value: settings.GreenValue(n))).Where(s => s.Value is { } value && IsUnread(value)).Select(s => Rule.SettingHit(s.Name, s.Value!, FindingCertainty.Suspected));

        public override Hit? See(KongEntity entity)
        {
            // Without an allocation for the very many that have none; some writers escape the slashes.
            if (JsonMarshal.GetRawUtf8Value(entity.Fields).IndexOf("{vault:"u8) < 0) return null;
            List<string> found = [];
            Gather("", entity.Fields, found);
            if (found.Count == 0) return null;
            return Hit.Suspected(string.Join(", ", found.Take(Shown)) + (found.Count > Shown ? $" and {found.Count - Shown} more" : ""));
        }

        private void Gather(string path, JsonElement at, List<string> found)
        {
            if (at.ValueKind is JsonValueKind.Object) foreach (JsonProperty part in at.EnumerateObject()) Gather(path.Length == 0 ? part.Name : $"{path}.{part.Name}", part.Value, found);
            if (at.ValueKind is JsonValueKind.Array) foreach (JsonElement item in at.EnumerateArray()) Gather(path, item, found);
            if (at.ValueKind is JsonValueKind.String && at.GetString() is { } text && IsUnread(text)) found.Add($"{path} {text}");
        }

        private bool IsUnread(string value) => value.StartsWith(Opening, StringComparison.Ordinal) && value.EndsWith('}') && settings.CanGreenRead(value) != true;
    }
}
