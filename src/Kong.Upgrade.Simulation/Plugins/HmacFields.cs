using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>What a header `hmac username="…", algorithm="…", headers="…", signature="…"` says.</summary>
internal sealed partial record HmacFields(string Username, string Algorithm, string[] Headers, string Signature)
{
    public static HmacFields? Read(string header) => Parts().Match(header) is { Success: true } found
        ? new(found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value.Split(' '), found.Groups[4].Value)
        : null;

    public bool IsSignedWith(string secret, ProxyExchange exchange)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', Headers.Select(h => Line(h, exchange))));
        byte[] expected = Algorithm switch
        {
#pragma warning disable CA5350 // Kong still takes it.
            "hmac-sha1" => HMACSHA1.HashData(key, text),
#pragma warning restore CA5350
            "hmac-sha256" => HMACSHA256.HashData(key, text),
            "hmac-sha384" => HMACSHA384.HashData(key, text),
            _ => HMACSHA512.HashData(key, text),
        };
        byte[] given = new byte[Signature.Length];
        return Convert.TryFromBase64String(Signature, given, out int length) && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length));
    }

    private static string Line(string header, ProxyExchange exchange)
    {
        string method = exchange.Request.Method;
        if (exchange.Request.Headers.TryGetValue(header, out StringValues value))
            return $"{header}: {value[0]}";
        return header switch
        {
            "@request-target" => $"{header}: {method.ToLowerInvariant()} {exchange.RawTarget}",
            "request-line" => $"{method} {exchange.RawTarget} HTTP/{Version(exchange.Request.Protocol)}",
            _ => header + ":",
        };
    }

    private static string Version(string protocol) =>
        double.Parse(protocol.Split('/')[1], CultureInfo.InvariantCulture).ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex("""\s*[Hh]mac\s*username="(.+)",\s*algorithm="(.+)",\s*headers="(.+)",\s*signature="(.+)"\s*""", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
