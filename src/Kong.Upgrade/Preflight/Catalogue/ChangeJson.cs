using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>How data files are read: a name that is not known is a mistake.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(List<ChangeRecord>))]
internal sealed partial class ChangeJson : JsonSerializerContext;
