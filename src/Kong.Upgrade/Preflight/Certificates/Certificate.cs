using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Kong.Upgrade.Preflight.Certificates;

/// <summary>As much of an X.509 certificate as OpenSSL judges by its security level. Read here, part by part: loading one with the platform takes a millisecond, and there are tens of thousands.</summary>
internal sealed class Certificate
{
    private readonly ReadOnlyMemory<byte> issuer, subject;

    private Certificate(AsnReader content)
    {
        Asn1Tag version = new(TagClass.ContextSpecific, 0, isConstructed: true);
        if (content.PeekTag().HasSameClassAndValue(version)) content.ReadEncodedValue();
        content.ReadIntegerBytes();
        Signature = content.ReadSequence().ReadObjectIdentifier();
        issuer = content.ReadEncodedValue();
        content.ReadSequence();
        subject = content.ReadEncodedValue();
        AsnReader holder = content.ReadSequence(), algorithm = holder.ReadSequence();
        KeyKind = algorithm.ReadObjectIdentifier();
        KeyParameters = algorithm.HasData ? algorithm.ReadEncodedValue() : default;
        Key = holder.ReadBitString(out _);
    }

    /// <summary>The algorithm of its signature, as an object identifier.</summary>
    public string Signature { get; }

    /// <summary>The algorithm of its key, as an object identifier.</summary>
    public string KeyKind { get; }

    public ReadOnlyMemory<byte> KeyParameters { get; }

    public ReadOnlyMemory<byte> Key { get; }

    public bool IsSelfIssued => issuer.Span.SequenceEqual(subject.Span);

    /// <summary>Whom it is for, as text.</summary>
    public string Subject => new X500DistinguishedName(subject.Span).Name is { Length: > 0 } name ? name : "without subject";

    /// <summary>Reads one.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static Certificate Read(byte[] der) => new(new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence());
}
