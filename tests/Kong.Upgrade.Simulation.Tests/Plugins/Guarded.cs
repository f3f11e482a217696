using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

/// <summary>Routes that ask who comes, and consumers with credentials of every kind.</summary>
public abstract class Guarded : NodeFixture
{
    protected override string Yaml => """
        _format_version: "3.0"
        services:
        - name: echo
          host: 127.0.0.1
          port: 19991
          routes:
          - {name: basic, paths: [/basic], plugins: [{name: basic-auth, config: {hide_credentials: true}}]}
          - {name: jwt, paths: [/jwt], plugins: [{name: jwt, config: {claims_to_verify: [exp], maximum_expiration: 3600}}]}
          - {name: hmac, paths: [/hmac], plugins: [{name: hmac-auth, config: {enforce_headers: [date, request-line], validate_request_body: true}}]}
          - {name: either, paths: [/either], plugins: [{name: key-auth, config: {anonymous: nobody}}, {name: basic-auth, config: {anonymous: nobody}}]}
          - {name: members, paths: [/members], plugins: [{name: key-auth}, {name: acl, config: {allow: [gold, silver]}}]}
          - {name: no-iron, paths: [/no-iron], plugins: [{name: key-auth}, {name: acl, config: {deny: [iron], hide_groups_header: true}}]}
          - {name: unguarded, paths: [/unguarded], plugins: [{name: acl, config: {allow: [gold]}}]}
          - {name: tokens, paths: [/tokens], plugins: [{name: oauth2, config: {enable_client_credentials: true, scopes: [read, write], provision_key: prov, hide_credentials: true}}]}
        - name: other
          host: 127.0.0.1
          port: 19991
          routes:
          - {name: elsewhere, paths: [/elsewhere], plugins: [{name: oauth2, config: {enable_client_credentials: true, provision_key: prov, token_expiration: 60}}]}
        consumers:
        - username: alice
          custom_id: ext-alice
          basicauth_credentials: [{username: ali, password: secret}]
          jwt_secrets: [{key: alice-iss, secret: alice-secret}]
          hmacauth_credentials: [{username: ali, secret: hmac-secret}]
          keyauth_credentials: [{key: alice-key}]
          acls: [{group: gold}, {group: iron}]
          oauth2_credentials: [{name: app, client_id: app-id, client_secret: app-secret, redirect_uris: ['https://app.example']}]
        - username: bob
          keyauth_credentials: [{key: bob-key}]
        - username: nobody
        """;

    protected async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Lab.Client.SendAsync(request, Token);
        return new(
            response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers.WwwAuthenticate.ToString(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value)));
    }

    protected Task<Reply> AskAsync(string path, params (string Name, string Value)[] headers) => AskAsync(Node, path, headers);

    protected Task<Reply> AskAsync(SimulatedKongNode node, string path, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(node.Proxy, path));
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    protected static (string Name, string Value) Basic(string name, string password, string header = "Authorization") =>
        (header, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))).ToString());

    protected static string Sign(string header, string claims, string secret)
    {
        string text = $"{Url(Encoding.UTF8.GetBytes(header))}.{Url(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Url(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(HttpStatusCode Status, string Body, string Challenge, IReadOnlyDictionary<string, string> Headers)
{
    public string? Message => JsonNode.Parse(Body)!["message"]?.ToString();

    /// <summary>A header as the upstream saw it.</summary>
    public string? Seen(string header) => JsonNode.Parse(Body)!["headers"]!.AsObject()
        .FirstOrDefault(h => h.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
}
