namespace Kong.Upgrade.Simulation.Tests.Support;

/// <summary>A small configuration, written by hand: nested, without ids.</summary>
internal static class Sample
{
    public const string Yaml = """
        _format_version: "3.0"
        services:
        - name: echo
          host: backend
          port: 80
          routes:
          - name: open
            paths: [/open]
          - name: locked
            paths: [/locked]
            plugins:
            - name: key-auth
          - name: limited
            paths: [/limited]
            plugins:
            - name: rate-limiting
              config: {minute: 3, policy: cluster, limit_by: ip}
          - name: local
            paths: [/local]
            plugins:
            - name: rate-limiting
              config: {minute: 3, policy: local, limit_by: ip}
          - name: closed
            paths: [/closed]
            plugins:
            - name: request-termination
              config: {status_code: 418, message: "no tea"}
          - name: shared
            paths: [/shared]
            plugins:
            - name: cors
              config: {origins: ["https://app.example"], methods: [GET, PUT], max_age: 60, credentials: true}
        upstreams:
        - name: backend
          targets:
          - target: 127.0.0.1:19991
        consumers:
        - username: alice
          keyauth_credentials:
          - key: alice-key
        plugins:
        - name: prometheus
          config: {status_code_metrics: true, latency_metrics: true}
        """;
}
