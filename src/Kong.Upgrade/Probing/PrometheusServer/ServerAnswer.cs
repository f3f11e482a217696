using System.Text.Json.Serialization;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>What Prometheus' HTTP API answers, whatever was asked.</summary>
internal sealed record ServerAnswer(string? Status, string? ErrorType, string? Error, IReadOnlyList<string>? Warnings, ServerData? Data);

/// <summary>The part of an answer that was asked for: samples, or which version it is.</summary>
internal sealed record ServerData(string? ResultType, IReadOnlyList<RawSeries>? Result, string? Version);

/// <summary>One series with the samples that the server really holds.</summary>
internal sealed record RawSeries(IReadOnlyDictionary<string, string>? Metric, IReadOnlyList<RawSample>? Values);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerAnswer))]
internal sealed partial class ServerJson : JsonSerializerContext;
