namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Configuration of request-transformer and response-transformer: one record for each thing they do.</summary>
internal static class TransformerSchemas
{
    private const string OfRequests = """{"body":[],"headers":[],"querystring":[]}""";
    private const string OfResponses = """{"json":[],"json_types":[],"headers":[]}""";

    public static readonly IReadOnlyList<Field> Request =
    [
        new("http_method", FieldKind.Text), new("remove", FieldKind.Record, OfRequests), new("rename", FieldKind.Record, OfRequests),
        new("replace", FieldKind.Record, """{"body":[],"headers":[],"querystring":[],"uri":null}"""), new("add", FieldKind.Record, OfRequests),
        new("append", FieldKind.Record, OfRequests),
    ];

    public static readonly IReadOnlyList<Field> Response =
    [
        new("remove", FieldKind.Record, """{"json":[],"headers":[]}"""), new("rename", FieldKind.Record, """{"headers":[]}"""),
        new("replace", FieldKind.Record, OfResponses), new("add", FieldKind.Record, OfResponses), new("append", FieldKind.Record, OfResponses),
    ];
}
