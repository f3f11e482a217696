using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Makes tokens (RFC 7519) that are signed here, with the key of a consumer.</summary>
/// <param name="algorithm"><c>HS256</c> or <c>RS256</c>.</param>
/// <param name="claim">The claim that names the consumer's credential.</param>
/// <param name="credential">What it says.</param>
/// <param name="key">The secret, or the private key in PEM.</param>
/// <param name="isBase64">Whether the secret is written in base64.</param>
internal sealed class TestToken(string algorithm, string claim, string credential, StagingSecret key, bool isBase64)
{
    // Short, for the plugin may bound it (maximum_expiration); nbf lies back, for clocks differ.
    private static readonly TimeSpan life = TimeSpan.FromSeconds(60);

    public Task<string> FreshAsync(TimeProvider time, CancellationToken cancellationToken) => SignedAsync(time.GetUtcNow(), cancellationToken);

    public Task<string> ExpiredAsync(TimeProvider time, CancellationToken cancellationToken) => SignedAsync(time.GetUtcNow().AddHours(-1), cancellationToken);

    /// <summary>A fresh token whose signature is another's.</summary>
    public async Task<string> ForgedAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        string[] parts = (await FreshAsync(time, cancellationToken).ConfigureAwait(false)).Split('.');
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        signature[0] ^= 0xff;
        return $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A fresh token that says of itself that it needs no signature.</summary>
    public Task<string> UnsignedAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult($"{Text("none", time.GetUtcNow())}.");
    }

    private async Task<string> SignedAsync(DateTimeOffset issued, CancellationToken cancellationToken)
    {
        string text = Text(algorithm, issued);
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text), await key.ReadAsync(cancellationToken).ConfigureAwait(false)))}";
    }

    private byte[] Sign(byte[] text, string secret)
    {
        if (algorithm is "HS256") return HMACSHA256.HashData(isBase64 ? Convert.FromBase64String(secret) : Encoding.UTF8.GetBytes(secret), text);
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(secret);
        return rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private string Text(string alg, DateTimeOffset issued)
    {
        string header = Part(json => { json.WriteString("alg", alg); json.WriteString("typ", "JWT"); });
        return $"{header}.{Part(json =>
        {
            json.WriteString(claim, credential);
            json.WriteNumber("nbf", (issued - life).ToUnixTimeSeconds());
            json.WriteNumber("exp", (issued + life).ToUnixTimeSeconds());
        })}";
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(buffer.ToArray());
    }
}
