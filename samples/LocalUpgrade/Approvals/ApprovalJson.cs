using System.Text.Json.Serialization;

namespace LocalUpgrade.Approvals;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AskedQuestion))]
[JsonSerializable(typeof(GivenAnswer))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
