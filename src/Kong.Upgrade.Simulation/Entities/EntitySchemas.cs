using static Kong.Upgrade.Simulation.Entities.FieldKind;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>The tables that the simulation serves; fields and defaults as recorded from 2.8.5, 3.4.2 and 3.9.1.</summary>
internal static class EntitySchemas
{
    private static readonly Field Id = new("id", Text);
    private static readonly Field CreatedAt = new("created_at", Number);
    private static readonly Field UpdatedAt = new("updated_at", Number) { Since = (3, 3) };
    private static readonly string[] Hashing = ["hash_on_query_arg", "hash_fallback_query_arg", "hash_on_uri_capture", "hash_fallback_uri_capture"];
    private static readonly Field Tags = new("tags", Set);

    public static readonly IReadOnlyList<EntitySchema> All =
    [
        new("services", [Id, CreatedAt, UpdatedAt with { Since = default }, new("name", Text), new("retries", Integer, "5"), new("protocol", Text, "\"http\""),
            new("host", Text) { Required = true }, new("port", Integer, "80"), new("path", Text), new("connect_timeout", Integer, "60000"),
            new("write_timeout", Integer, "60000"), new("read_timeout", Integer, "60000"), Tags, Foreign("client_certificate", "certificates"),
            new("tls_verify", FieldKind.Boolean), new("tls_verify_depth", Integer), new("ca_certificates", Set), new("enabled", FieldKind.Boolean, "true")])
            { Key = "name", Unique = ["name"] },
        new("routes", [Id, CreatedAt, UpdatedAt with { Since = default }, new("name", Text), new("protocols", Set, """["http","https"]"""),
            new("methods", Set), new("hosts", Set), new("paths", Set), new("headers", Record), new("https_redirect_status_code", Integer, "426"),
            new("regex_priority", Integer, "0"), new("strip_path", FieldKind.Boolean, "true"), new("path_handling", Text, "\"v0\""),
            new("preserve_host", FieldKind.Boolean, "false"), new("request_buffering", FieldKind.Boolean, "true"),
            new("response_buffering", FieldKind.Boolean, "true"), new("snis", Set), new("sources", Set), new("destinations", Set), Tags,
            Foreign("service", "services")])
            { Key = "name", Unique = ["name"] },
        new("consumers", [Id, CreatedAt, UpdatedAt, new("username", Text), new("custom_id", Text), Tags]) { Key = "username", Unique = ["username", "custom_id"] },
        new("plugins", [Id, CreatedAt, UpdatedAt, new("name", Text) { Required = true }, new("instance_name", Text) { Since = (3, 2) },
            Foreign("route", "routes"), Foreign("service", "services"), Foreign("consumer", "consumers"), new("config", Record, "{}"),
            new("protocols", Set, """["grpc","grpcs","http","https"]"""), new("enabled", FieldKind.Boolean, "true"), Tags])
            { Key = "instance_name", Unique = ["instance_name"] },
        new("upstreams", UpstreamFields()) { Key = "name", Unique = ["name"] },
        new("targets", [Id, CreatedAt, UpdatedAt, Foreign("upstream", "upstreams") with { Required = true }, new("target", Text) { Required = true },
            new("weight", Integer, "100"), Tags])
            { Key = "target", PreciseTimes = true },
        new("certificates", [Id, CreatedAt, UpdatedAt, new("cert", Text) { Required = true }, new("key", Text) { Required = true },
            new("cert_alt", Text), new("key_alt", Text), Tags, new("snis", Set, "[]")]),
        new("snis", [Id, CreatedAt, UpdatedAt, new("name", Text) { Required = true }, Tags, Foreign("certificate", "certificates") with { Required = true }])
            { Key = "name", Unique = ["name"] },
        new("ca_certificates", [Id, CreatedAt, UpdatedAt, new("cert", Text) { Required = true }, new("cert_digest", Text), Tags]) { Unique = ["cert_digest"] },
        new("vaults", [Id, CreatedAt, UpdatedAt, new("prefix", Text) { Required = true }, new("name", Text) { Required = true }, new("description", Text),
            new("config", Record, "{}"), Tags])
            { Key = "prefix", Unique = ["prefix"] },
        new("workspaces", [Id, CreatedAt, UpdatedAt, new("name", Text) { Required = true }, new("comment", Text), new("meta", Record, "{}"),
            new("config", Record, "{}")])
            { Key = "name", Unique = ["name"] },
        Credential("keyauth_credentials", "key-auths", "key", new("key", Text) { IsAuto = true }, new("ttl", Integer)),
        Credential("basicauth_credentials", "basic-auths", "username", new("username", Text) { Required = true }, new("password", Text) { Required = true }),
        Credential("jwt_secrets", "jwts", "key", new("key", Text) { IsAuto = true }, new("secret", Text) { IsAuto = true }, new("rsa_public_key", Text),
            new("algorithm", Text, "\"HS256\"")),
        Credential("hmacauth_credentials", "hmac-auths", "username", new("username", Text) { Required = true }, new("secret", Text) { IsAuto = true }),
        Credential("oauth2_credentials", "oauth2", "client_id", new("name", Text) { Required = true }, new("client_id", Text) { IsAuto = true },
            new("client_secret", Text) { IsAuto = true }, new("hash_secret", FieldKind.Boolean, "false"), new("redirect_uris", Set),
            new("client_type", Text, "\"confidential\"")),
        new("oauth2_tokens", [Id, CreatedAt, Foreign("service", "services"), Foreign("credential", "oauth2_credentials") with { Required = true },
            new("token_type", Text, "\"bearer\""), new("expires_in", Integer) { Required = true }, new("access_token", Text) { IsAuto = true },
            new("refresh_token", Text), new("authenticated_userid", Text), new("scope", Text), new("ttl", Integer)])
            { Key = "access_token", Unique = ["access_token"], IsCredential = true },
        Credential("acls", "acls", "group", new Field("group", Text) { Required = true }) with { Unique = [] },
    ];

    private static readonly Dictionary<string, EntitySchema> ByTable = All.ToDictionary(s => s.Table);

    public static EntitySchema Of(string table) => ByTable[table];

    public static EntitySchema? Find(string table) => ByTable.GetValueOrDefault(table);

    private static Field Foreign(string name, string table) => new(name, FieldKind.Foreign) { References = table };

    private static EntitySchema Credential(string table, string path, string key, params Field[] own) =>
        new(table, [Id, CreatedAt, .. own, Tags, Foreign("consumer", "consumers") with { Required = true }])
        { Path = path, Key = key, Unique = [key], IsCredential = true };

    private static List<Field> UpstreamFields() =>
    [
        Id, CreatedAt, UpdatedAt, new("name", Text) { Required = true }, new("algorithm", Text, "\"round-robin\""), new("slots", Integer, "10000"),
        new("hash_on", Text, "\"none\""), new("hash_fallback", Text, "\"none\""), new("hash_on_header", Text), new("hash_fallback_header", Text),
        new("hash_on_cookie", Text), new("hash_on_cookie_path", Text, "\"/\""), .. Hashing.Select(n => new Field(n, Text) { Since = (3, 0) }),
        new("use_srv_name", FieldKind.Boolean, "false") { Since = (3, 1) }, new("host_header", Text), Foreign("client_certificate", "certificates"), Tags,
        new("healthchecks", Record, HealthcheckDefaults),
    ];

    private const string HealthcheckDefaults = """
        {"threshold":0,"active":{"type":"http","timeout":1,"concurrency":10,"http_path":"/","https_sni":null,"https_verify_certificate":true,"headers":null,
        "healthy":{"interval":0,"http_statuses":[200,302],"successes":0},
        "unhealthy":{"interval":0,"http_statuses":[429,404,500,501,502,503,504,505],"tcp_failures":0,"timeouts":0,"http_failures":0}},
        "passive":{"type":"http","healthy":{"http_statuses":[200,201,202,203,204,205,206,207,208,226,300,301,302,303,304,305,306,307,308],"successes":0},
        "unhealthy":{"http_statuses":[429,500,503],"tcp_failures":0,"timeouts":0,"http_failures":0}}}
        """;
}
