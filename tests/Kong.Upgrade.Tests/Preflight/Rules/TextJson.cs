using System.Text.Json.Serialization;

namespace Kong.Upgrade.Tests;

[JsonSerializable(typeof(string))]
internal sealed partial class TextJson : JsonSerializerContext;
