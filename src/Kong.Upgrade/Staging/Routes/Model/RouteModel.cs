using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>A route as its configuration has it. Immutable.</summary>
internal sealed class RouteModel
{
    private static readonly string[] streams = ["tcp", "udp", "tls", "tls_passthrough"];

    public RouteModel(KongEntity entity, ServiceModel? service)
    {
        (Service, Id, Name, Workspace) = (service, entity.Id, entity.Text("name"), entity.Workspace);
        // A workspace of its own is named, for two workspaces may each have a route of one name.
        Label = (Workspace is null or "default" ? "" : Workspace + "/") + (Name ?? Id ?? "without name");
        ServiceReference = entity.Reference("service");
        Protocols = [.. entity.Items("protocols")];
        if (Protocols.Count == 0) Protocols = ["http", "https"];
        (Hosts, Paths, Methods, Snis) = ([.. entity.Items("hosts")], [.. entity.Items("paths")], [.. entity.Items("methods").Select(m => m.ToUpperInvariant())], [.. entity.Items("snis").Select(Sni)]);
        Headers = [.. HeadersOf(entity)];
        Addresses = (entity.IsFilled("sources") ? 1 : 0) + (entity.IsFilled("destinations") ? 1 : 0);
        RegexPriority = (long)(entity.Number("regex_priority") ?? 0);
        (Expression, Priority) = (entity.Text("expression"), (long)(entity.Number("priority") ?? 0));
        RedirectStatus = (int)(entity.Number("https_redirect_status_code") ?? 426);
        CreatedAt = Seconds(entity);
    }

    public ServiceModel? Service { get; }

    public string? ServiceReference { get; }

    public string? Id { get; }

    public string? Name { get; }

    public string? Workspace { get; }

    public string Label { get; }

    public IReadOnlyList<string> Protocols { get; }

    public IReadOnlyList<string> Hosts { get; }

    /// <summary>As stored by blue.</summary>
    public IReadOnlyList<string> Paths { get; }

    public IReadOnlyList<string> Methods { get; }

    public IReadOnlyList<HeaderCondition> Headers { get; }

    public IReadOnlyList<string> Snis { get; }

    /// <summary>How many of <c>sources</c> and <c>destinations</c> it asks for.</summary>
    public int Addresses { get; }

    public long RegexPriority { get; }

    public string? Expression { get; }

    public long Priority { get; }

    /// <summary>What a request in plain HTTP is answered where only HTTPS is allowed.</summary>
    public int RedirectStatus { get; }

    /// <summary>In whole seconds, as Kong compares it.</summary>
    public long? CreatedAt { get; }

    public bool IsStream => Protocols.All(p => streams.Contains(p));

    public bool IsGrpc => Has("grpc") || Has("grpcs");

    public bool IsWebSocket => !Has("http") && !Has("https") && (Has("ws") || Has("wss"));

    /// <summary>Whether plain HTTP is answered with <see cref="RedirectStatus"/>.</summary>
    public bool WantsHttps => Has("https") && !Has("http");

    public override string ToString() => $"route {Label}";

    private bool Has(string protocol) => Protocols.Contains(protocol);

    private static IEnumerable<HeaderCondition> HeadersOf(KongEntity entity)
    {
        if (entity.Field("headers") is not { ValueKind: JsonValueKind.Object } headers) yield break;
        foreach (JsonProperty header in headers.EnumerateObject())
            yield return new(header.Name, [.. new KongEntity("headers", headers).Items(header.Name)]);
    }

    // The last dot of a name is not used for routing.
    private static string Sni(string sni) => sni.Length > 1 && sni.EndsWith('.') ? sni[..^1] : sni;

    private static long? Seconds(KongEntity entity) =>
        entity.Number("created_at") is { } seconds ? (long)seconds
        : DateTimeOffset.TryParse(entity.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at.ToUnixTimeSeconds() : null;
}
