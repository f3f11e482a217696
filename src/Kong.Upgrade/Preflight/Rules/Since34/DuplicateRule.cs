using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Entities of a declarative file that share what is to be unique. Remembers 16 bytes for each value and no value: some are secrets.</summary>
internal sealed class DuplicateRule(string id) : ChangeRule(id)
{
    private static readonly Dictionary<string, string[]> uniques = new(StringComparer.Ordinal)
    {
        ["services"] = ["name"],
        ["routes"] = ["name"],
        ["upstreams"] = ["name"],
        ["consumer_groups"] = ["name"],
        ["snis"] = ["name"],
        ["vaults"] = ["prefix"],
        ["key_sets"] = ["name"],
        ["keys"] = ["name"],
        ["plugins"] = ["instance_name"],
        ["consumers"] = ["username", "custom_id"],
        ["keyauth_credentials"] = ["key"],
        ["basicauth_credentials"] = ["username"],
        ["hmacauth_credentials"] = ["username"],
        ["jwt_secrets"] = ["key"],
        ["oauth2_credentials"] = ["client_id"],
    };

    public override IReadOnlyList<string> Kinds => [.. uniques.Keys];

    public override ChangeSearch Begin(InstallationFacts installation) => new Search(installation.IsDeclarative);

    private sealed class Search(bool isDeclarative) : ChangeSearch
    {
        private readonly HashSet<UInt128> seen = [];

        public override Hit? See(KongEntity entity)
        {
            if (!isDeclarative) return null;
            string? twice = null;
            foreach (string field in uniques[entity.Kind])
                if (entity.Text(field) is { } value && !seen.Add(Digest($"{entity.Workspace}\0{entity.Kind}\0{field}\0{value}"))) twice = field;
            return twice is null ? null : $"{twice} is another's as well";
        }

        private static UInt128 Digest(string text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
    }
}
