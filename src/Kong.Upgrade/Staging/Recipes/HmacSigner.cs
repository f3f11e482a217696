using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Signs requests as hmac-auth wants them: over some headers, the date among them, and the request line.</summary>
/// <param name="user">The credential's name.</param>
/// <param name="algorithm"><c>hmac-sha256</c> and its siblings.</param>
/// <param name="dateHeader"><c>Date</c> or <c>X-Date</c>.</param>
/// <param name="signed">What is signed, in this order.</param>
internal sealed class HmacSigner(string user, string algorithm, string dateHeader, IReadOnlyList<string> signed)
{
    public static IReadOnlyList<string> Algorithms { get; } = ["hmac-sha1", "hmac-sha256", "hmac-sha384", "hmac-sha512"];

    /// <param name="request">The request.</param>
    /// <param name="secret">What it is signed with.</param>
    /// <param name="date">When it says that it was signed.</param>
    /// <param name="digested">The body whose digest it carries; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The request with date, digest and signature.</returns>
    public async Task<StagingRequest> SignAsync(StagingRequest request, StagingSecret secret, DateTimeOffset date, ReadOnlyMemory<byte>? digested, CancellationToken cancellationToken)
    {
        StagingRequest dated = request.With(dateHeader, date.ToString("r"));
        if (digested is { } body) dated = dated.With("Digest", "SHA-256=" + Convert.ToBase64String(SHA256.HashData(body.Span)));
        List<string> lines = [];
        foreach (string part in signed) lines.Add(await LineAsync(dated, part, cancellationToken).ConfigureAwait(false));
        byte[] key = Encoding.UTF8.GetBytes(await secret.ReadAsync(cancellationToken).ConfigureAwait(false));
        string signature = Convert.ToBase64String(Hash(key, Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        return dated.With("Authorization", $"hmac username=\"{user}\", algorithm=\"{algorithm}\", headers=\"{string.Join(' ', signed)}\", signature=\"{signature}\"");
    }

    private static async ValueTask<string> LineAsync(StagingRequest request, string part, CancellationToken cancellationToken)
    {
        if (part is "request-line") return $"{request.Method} {request.Path} HTTP/{(request.Protocol is StagingProtocol.Http11 or StagingProtocol.WebSocket ? "1.1" : "2.0")}";
        if (part is "@request-target") return $"{part}: {request.Method.ToLowerInvariant()} {request.Path}";
        if (part is "host" && request.Host is { } host) return $"host: {host}";
        foreach (StagingHeader header in request.Headers)
            if (header.Name.Equals(part, StringComparison.OrdinalIgnoreCase)) return $"{part}: {await header.Value.ReadAsync(cancellationToken).ConfigureAwait(false)}";
        throw new UpgradeServiceException($"hmac-auth signs the header '{part}', and the request does not have it: add it with {(part is "host" ? nameof(RequestTestBuilder.WithHost) : nameof(RequestTestBuilder.WithHeader))}.");
    }

    // The algorithm is the plugin's, whatever it is worth.
    private byte[] Hash(byte[] key, byte[] text) => algorithm switch
    {
        "hmac-sha1" => Sha1(key, text),
        "hmac-sha256" => HMACSHA256.HashData(key, text),
        "hmac-sha384" => HMACSHA384.HashData(key, text),
        _ => HMACSHA512.HashData(key, text),
    };

#pragma warning disable CA5350
    private static byte[] Sha1(byte[] key, byte[] text) => HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
}
