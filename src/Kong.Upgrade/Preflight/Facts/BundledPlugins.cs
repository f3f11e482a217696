using System.Collections.Frozen;

namespace Kong.Upgrade.Preflight.Facts;

/// <summary>Plugins that come with Kong, open source (recordings of 2.8.5, 3.4.2, 3.9.1) or Enterprise (its documentation); every other is somebody's own.</summary>
internal static class BundledPlugins
{
    private const string OpenSource =
        """
        acl acme ai-prompt-decorator ai-prompt-guard ai-prompt-template ai-proxy ai-request-transformer ai-response-transformer aws-lambda azure-functions basic-auth bot-detection correlation-id
        cors datadog file-log grpc-gateway grpc-web hmac-auth http-log ip-restriction jwt key-auth ldap-auth loggly oauth2 opentelemetry post-function pre-function prometheus proxy-cache rate-limiting redirect
        request-size-limiting request-termination request-transformer response-ratelimiting response-transformer session standard-webhooks statsd syslog tcp-log udp-log zipkin
        """;

    private const string Enterprise =
        """
        ai-azure-content-safety ai-aws-guardrails ai-gcp-model-armor ai-lakera-guard ai-llm-as-judge ai-mcp-oauth2 ai-mcp-proxy ai-prompt-compressor ai-proxy-advanced ai-rag-injector ai-rate-limiting-advanced ai-sanitizer ai-semantic-cache
        ai-semantic-prompt-guard ai-semantic-response-guard
        application-registration canary collector confluent confluent-consume datakit degraphql exit-transformer forward-proxy graphql-proxy-cache-advanced graphql-rate-limiting-advanced header-cert-auth injection-protection
        jq json-threat-protection jwe-decrypt jwt-signer kafka-consume kafka-log kafka-upstream key-auth-enc konnect-application-auth ldap-auth-advanced mocking mtls-auth oas-validation oauth2-introspection opa openid-connect
        proxy-cache-advanced rate-limiting-advanced request-callout request-transformer-advanced request-validator response-transformer-advanced route-by-header route-transformer-advanced saml service-protection solace-log solace-upstream statsd-advanced
        tls-handshake-modifier tls-metadata-headers upstream-oauth upstream-timeout vault-auth websocket-size-limit websocket-validator xml-threat-protection ace
        """;

    public static FrozenSet<string> All { get; } = $"{OpenSource} {Enterprise}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
