using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>An entity as a number, so that a hundred thousand fit into memory.</summary>
internal static class EntityHash
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public static UInt128 Of(KongEntity entity)
    {
        ArrayBufferWriter<byte> written = buffer ??= new(4096);
        written.ResetWrittenCount();
        using (Utf8JsonWriter json = new(written, new() { MaxDepth = 256 }))
        {
            json.WriteStartArray();
            foreach (JsonProperty field in entity.Fields.EnumerateObject().Where(f => !EntityFields.IsKeptByItself(f.Name) && !CanonicalJson.IsNothing(f.Value)).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                json.WriteStringValue(field.Name);
                if (field.Value.ValueKind is JsonValueKind.Array) json.WriteStringValue(CanonicalJson.Text(field.Value, isSet: true));
                else CanonicalJson.Write(json, field.Value);
            }
            json.WriteBooleanValue(EntityFields.Expires(entity.Fields));
            json.WriteEndArray();
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(written.WrittenSpan, hash);
        return BitConverter.ToUInt128(hash);
    }
}
