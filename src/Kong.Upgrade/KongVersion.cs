using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Kong.Upgrade.Versions;

namespace Kong.Upgrade;

/// <summary>A released version of Kong Gateway, such as <c>3.9.1</c> (open source) or <c>3.4.3.1-enterprise-edition</c>.</summary>
/// <remarks>
/// Open-source versions have three numbers, Enterprise versions four (kong-facts 6.1). Ordered by numbers; with equal
/// numbers the open-source version comes first. Immutable and safe for use by any number of threads.
/// </remarks>
public sealed class KongVersion : IComparable<KongVersion>, IEquatable<KongVersion>, ISpanParsable<KongVersion>
{
    internal KongVersion(int major, int minor, int patch, int? enterprisePatch)
    {
        Major = major;
        Minor = minor;
        Patch = patch;
        EnterprisePatch = enterprisePatch;
    }

    /// <summary>The first number: a new one may break anything.</summary>
    public int Major { get; }

    /// <summary>The second number.</summary>
    public int Minor { get; }

    /// <summary>The third number.</summary>
    public int Patch { get; }

    /// <summary>The fourth number, which only Enterprise versions have; otherwise <see langword="null"/>.</summary>
    public int? EnterprisePatch { get; }

    /// <summary>Whether this is Kong Gateway Enterprise: it has a fourth number.</summary>
    public bool IsEnterprise => EnterprisePatch is not null;

    /// <summary>Reads a version, as Kong's <c>GET /</c> and <c>kong version</c> print it.</summary>
    /// <param name="text">Three numbers, or four and optionally <c>-enterprise-edition</c>.</param>
    /// <returns>The version.</returns>
    /// <exception cref="FormatException">The text is no released version; the message says why and what is.</exception>
    public static KongVersion Parse(string text) =>
        KongVersionParser.Read(text, out string? problem) ?? throw new FormatException(problem);

    /// <summary>Reads a version without throwing.</summary>
    /// <param name="text">See <see cref="Parse(string)"/>.</param>
    /// <param name="version">The version, when the text is one.</param>
    /// <returns>Whether the text is a version.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out KongVersion? version) =>
        (version = KongVersionParser.Read(text, out _)) is not null;

    /// <inheritdoc/>
    public static KongVersion Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static KongVersion Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out KongVersion result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out KongVersion result) =>
        TryParse(s.ToString(), out result);

    /// <summary>How far <paramref name="target"/> is from this version.</summary>
    /// <param name="target">The version to go to.</param>
    /// <returns>The kind of step that an upgrade from this version to the target would be.</returns>
    public VersionDistance DistanceTo(KongVersion target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return IsEnterprise != target.IsEnterprise ? VersionDistance.OtherEdition
            : target == this ? VersionDistance.Same
            : target < this ? VersionDistance.Backwards
            : target.Major != Major ? VersionDistance.Major
            : target.Minor == Minor ? VersionDistance.Patch
            : target.Minor == Minor + 1 ? VersionDistance.NextMinor : VersionDistance.SeveralMinors;
    }

    /// <summary>Whether going to <paramref name="target"/> stays within this minor version: all that Kong advises blue-green for.</summary>
    /// <param name="target">The version to go to.</param>
    /// <returns><see langword="true"/> only for a newer version of the same edition, major and minor.</returns>
    public bool IsPatchUpgradeTo(KongVersion target) => DistanceTo(target) is VersionDistance.Patch;

    /// <inheritdoc/>
    public int CompareTo(KongVersion? other) => other is null ? 1
        : (Major, Minor, Patch, EnterprisePatch ?? -1).CompareTo((other.Major, other.Minor, other.Patch, other.EnterprisePatch ?? -1));

    /// <inheritdoc/>
    public bool Equals(KongVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KongVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Major, Minor, Patch, EnterprisePatch);

    /// <summary>The version as Kong writes it: <c>3.9.1</c>, or <c>3.4.3.1-enterprise-edition</c>.</summary>
    /// <returns>Text that <see cref="Parse(string)"/> reads back to an equal version.</returns>
    public override string ToString() => EnterprisePatch is { } fourth
        ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}.{fourth}-enterprise-edition")
        : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Compares two versions for equality.</summary>
    public static bool operator ==(KongVersion? left, KongVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares two versions for inequality.</summary>
    public static bool operator !=(KongVersion? left, KongVersion? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is the older one.</summary>
    public static bool operator <(KongVersion? left, KongVersion? right) => Comparer<KongVersion>.Default.Compare(left, right) < 0;

    /// <summary>Whether <paramref name="left"/> is the newer one.</summary>
    public static bool operator >(KongVersion? left, KongVersion? right) => Comparer<KongVersion>.Default.Compare(left, right) > 0;

    /// <summary>Whether <paramref name="left"/> is not newer.</summary>
    public static bool operator <=(KongVersion? left, KongVersion? right) => !(left > right);

    /// <summary>Whether <paramref name="left"/> is not older.</summary>
    public static bool operator >=(KongVersion? left, KongVersion? right) => !(left < right);
}
