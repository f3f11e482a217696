using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>A signed token, taken apart.</summary>
internal sealed record JwtToken(JsonObject Header, JsonObject Claims, byte[] Signed, byte[] Signature)
{
    private static readonly string[] Known = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

    public string Algorithm => Header.Text("alg") ?? "";

    /// <summary>Reads a token; null and Kong's word for what is wrong with it when it is none.</summary>
    public static JwtToken? Read(string token, out string problem)
    {
        problem = "invalid JSON";
        string[] parts = token.Split('.', 3);
        if (parts.Length < 2 || Json(parts[0]) is not { } header || Json(parts[1]) is not { } claims)
            return null;
        problem = !Known.Contains(header.Text("alg")) ? "invalid alg" : parts.Length < 3 ? "invalid signature" : "";
        return problem.Length > 0 ? null : new(header, claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]) ?? []);
    }

    public bool IsSignedWith(byte[] secret, string? publicKey) => Algorithm switch
    {
        "HS256" => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, Signed), Signature),
        "HS384" => CryptographicOperations.FixedTimeEquals(HMACSHA384.HashData(secret, Signed), Signature),
        "HS512" => CryptographicOperations.FixedTimeEquals(HMACSHA512.HashData(secret, Signed), Signature),
        _ => publicKey is not null && IsSignedBy(publicKey),
    };

    private bool IsSignedBy(string publicKey)
    {
        HashAlgorithmName hash = new("SHA" + Algorithm[2..]);
        try
        {
            if (Algorithm[0] == 'R')
            {
                using RSA rsa = RSA.Create();
                rsa.ImportFromPem(publicKey);
                return rsa.VerifyData(Signed, Signature, hash, RSASignaturePadding.Pkcs1);
            }
            using ECDsa curve = ECDsa.Create();
            curve.ImportFromPem(publicKey);
            return curve.VerifyData(Signed, Signature, hash);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static JsonObject? Json(string part)
    {
        try
        {
            return Decode(part) is { } bytes ? JsonNode.Parse(bytes) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
