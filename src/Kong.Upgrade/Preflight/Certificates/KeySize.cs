using System.Formats.Asn1;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>How long a public key is. The platform refuses to load the very keys that are looked for.</summary>
internal static class KeySize
{
    private const string Rsa = "1.2.840.113549.1.1.1", RsaPss = "1.2.840.113549.1.1.10", Dsa = "1.2.840.10040.4.1", Elliptic = "1.2.840.10045.2.1";
    private const int ShortestRsa = 2048, ShortestElliptic = 224;

    /// <summary>What is too short about it for 112 bits of security; <see langword="null"/> for nothing, or for a kind of key that is never short.</summary>
    public static string? TooShort(Certificate certificate) => certificate.KeyKind switch
    {
        Rsa or RsaPss => Below(ShortestRsa, "RSA", Bits(certificate.Key)),
        Dsa => Below(ShortestRsa, "DSA", Bits(certificate.KeyParameters)),
        Elliptic => Below(ShortestElliptic, "EC", FieldBits(certificate.Key.Span)),
        _ => null,
    };

    private static string? Below(int shortest, string kind, int bits) => bits > 0 && bits < shortest ? $"{kind} key of {bits} bits" : null;

    // The first number of a sequence: an RSA key's modulus, a DSA key's prime. Whole bytes: a modulus of 2,047 bits is what somebody got who asked for 2,048.
    private static int Bits(ReadOnlyMemory<byte> sequence)
    {
        if (sequence.IsEmpty) return 0;
        ReadOnlySpan<byte> number = new AsnReader(sequence, AsnEncodingRules.BER).ReadSequence().ReadIntegerBytes().Span;
        return number.TrimStart((byte)0).Length * 8;
    }

    // A point is a byte that says how, then both coordinates, or one with a sign.
    private static int FieldBits(ReadOnlySpan<byte> point) => point.Length < 2 ? 0 : point[0] == 4 ? (point.Length - 1) / 2 * 8 : (point.Length - 1) * 8;
}
