namespace Kong.Upgrade.Declarative;

/// <summary>Which entities may stand inside which, and by which field they then point to their parent.</summary>
internal static class Family
{
    private static readonly string[] credentials = ["acls", "basicauth_credentials", "hmacauth_credentials", "jwt_secrets", "keyauth_credentials", "keyauth_enc_credentials", "mtls_auth_credentials", "oauth2_credentials"];

    /// <summary>By a parent's kind: the key inside it, which is the children's kind, and their field.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> children = new()
    {
        ["services"] = new() { ["routes"] = "service", ["plugins"] = "service", ["filter_chains"] = "service", ["oauth2_tokens"] = "service" },
        ["routes"] = new() { ["plugins"] = "route", ["filter_chains"] = "route" },
        ["consumers"] = credentials.Append("plugins").ToDictionary(c => c, _ => "consumer"),
        ["consumer_groups"] = new() { ["plugins"] = "consumer_group" },
        ["upstreams"] = new() { ["targets"] = "upstream" },
        ["certificates"] = new() { ["snis"] = "certificate" },
        ["key_sets"] = new() { ["keys"] = "set" },
        ["oauth2_credentials"] = new() { ["oauth2_tokens"] = "credential" },
    };

    private static readonly HashSet<string> references = ["service", "route", "consumer", "upstream", "certificate", "client_certificate", "credential", "set", "consumer_group"];

    public const int Ranks = 3;

    /// <summary>The field by which children of that key point to their parent; <see langword="null"/> where they are no entities.</summary>
    public static string? ChildField(string parent, string key) => children.TryGetValue(parent, out Dictionary<string, string>? own) ? own.GetValueOrDefault(key) : null;

    /// <summary>A key that ties consumers and groups to each other, seen from either side: the parent's field and the other's.</summary>
    public static (string Parent, string Member)? Tie(string parent, string key) => (parent, key) switch
    {
        ("consumers", "groups") => ("consumer", "consumer_group"),
        ("consumer_groups", "consumers") => ("consumer_group", "consumer"),
        _ => null,
    };

    public static bool IsReference(string field) => references.Contains(field);

    /// <summary>Parents are shown before their children, wherever a file has them.</summary>
    public static int Rank(string kind) => kind switch
    {
        "services" or "upstreams" or "consumers" or "consumer_groups" or "certificates" or "key_sets" or "workspaces" => 0,
        "routes" or "oauth2_credentials" => 1,
        _ => 2,
    };
}
