using static Kong.Upgrade.Simulation.Entities.FieldKind;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Configuration of the plugins that say who may come in, with Kong's defaults and the versions that brought a field.</summary>
internal static class AuthenticationSchemas
{
    private static readonly Field Anonymous = new("anonymous", Text);
    private static readonly Field Hide = new("hide_credentials", FieldKind.Boolean, "false");
    private static readonly Field Realm = new("realm", Text) { Since = (3, 8) };

    public static readonly IReadOnlyDictionary<string, Field[]> All = new Dictionary<string, Field[]>
    {
        ["basic-auth"] = [Anonymous, Hide, new("realm", Text, "\"service\"") { Since = (3, 6) }],
        ["jwt"] =
        [
            new("uri_param_names", Set, """["jwt"]"""), new("cookie_names", Set, "[]"), new("key_claim_name", Text, "\"iss\""),
            new("secret_is_base64", FieldKind.Boolean, "false"), new("claims_to_verify", Set), Anonymous, new("run_on_preflight", FieldKind.Boolean, "true"),
            new("maximum_expiration", Number, "0"), new("header_names", Set, """["authorization"]"""), Realm,
        ],
        ["hmac-auth"] =
        [
            Hide, new("clock_skew", Number, "300"), Anonymous, new("validate_request_body", FieldKind.Boolean, "false"), new("enforce_headers", Set, "[]"),
            new("algorithms", Set, """["hmac-sha1","hmac-sha256","hmac-sha384","hmac-sha512"]"""), Realm,
        ],
        ["oauth2"] =
        [
            new("scopes", Set), new("mandatory_scope", FieldKind.Boolean, "false"), new("provision_key", Text), new("token_expiration", Number, "7200"),
            .. Flags("enable_authorization_code", "enable_implicit_grant", "enable_client_credentials", "enable_password_grant"), Hide,
            .. Flags("accept_http_if_already_terminated", "global_credentials"), Anonymous, new("auth_header_name", Text, "\"authorization\""),
            new("refresh_token_ttl", Number, "1209600"), .. Flags("reuse_refresh_token"), new("pkce", Text, "\"lax\""), Realm,
        ],
        ["acl"] =
        [
            new("allow", Set), new("deny", Set), .. Flags("hide_groups_header"), new("always_use_authenticated_groups", FieldKind.Boolean, "false") { Since = (3, 8) },
        ],
        ["ip-restriction"] = [new("allow", Set), new("deny", Set), new("status", Number), new("message", Text)],
    };

    private static IEnumerable<Field> Flags(params string[] names) => names.Select(n => new Field(n, FieldKind.Boolean, "false"));
}
