using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Which entity: its kind and its id; what has none, such as a consumer's place in a group, is what it says.</summary>
internal readonly record struct EntityKey(string Kind, UInt128 Id)
{
    public static EntityKey Of(KongEntity entity) =>
        new(KindOf(entity), entity.Field("id") is { ValueKind: JsonValueKind.String } id && id.TryGetGuid(out Guid guid) ? Number(guid) : EntityHash.Of(entity));

    // The vaults of 2.8 lie elsewhere, and are the same (300-16).
    private static string KindOf(KongEntity entity) => entity.Kind == "vaults_beta" ? "vaults" : entity.Kind;

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt128(bytes);
    }
}
