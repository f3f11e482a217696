using CsCheck;

namespace Kong.Upgrade.Tests;

public class KongVersionOrderTests
{
    // Small numbers, so that equal and neighbouring versions come often.
    private static readonly Gen<KongVersion> Versions =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[-1, 3], (a, b, c, d) => new KongVersion(a, b, c, d < 0 ? null : d));

    [Fact]
    public void ToString_AnyVersion_IsReadBackToAnEqualOne() =>
        Gen.Select(Gen.Int.Positive, Gen.Int.Positive, Gen.Int.Positive, Gen.Int[-1, int.MaxValue], (a, b, c, d) => new KongVersion(a, b, c, d < 0 ? null : d))
            .Sample(v => KongVersion.Parse(v.ToString()).Equals(v));

    [Fact]
    public void CompareTo_AnyThree_IsATotalOrder() => Gen.Select(Versions, Versions, Versions).Sample((a, b, c) =>
    {
        Math.Sign(a.CompareTo(b)).Should().Be(-Math.Sign(b.CompareTo(a)));
        if (a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0) a.CompareTo(c).Should().BeLessThanOrEqualTo(0);
        (a.CompareTo(b) == 0).Should().Be(a.Equals(b));
    });

    [Fact]
    public void Operators_AnyTwo_AgreeWithCompareTo() => Gen.Select(Versions, Versions).Sample((a, b) =>
    {
        int order = a.CompareTo(b);
        (a < b, a <= b, a > b, a >= b, a == b, a != b).Should().Be((order < 0, order <= 0, order > 0, order >= 0, order == 0, order != 0));
        a.Equals((object)b).Should().Be(order == 0);
        if (order == 0) a.GetHashCode().Should().Be(b.GetHashCode());
    });

    [Fact]
    public void CompareTo_AnyTwo_GoesByNumbersThenEdition() => Gen.Select(Versions, Versions).Sample((a, b) =>
    {
        int[] left = [a.Major, a.Minor, a.Patch, a.EnterprisePatch ?? -1], right = [b.Major, b.Minor, b.Patch, b.EnterprisePatch ?? -1];
        int first = Enumerable.Range(0, 4).FirstOrDefault(i => left[i] != right[i], -1);
        Math.Sign(a.CompareTo(b)).Should().Be(first < 0 ? 0 : Math.Sign(left[first] - right[first]));
    });

    [Fact]
    public void Operators_WithNothing_PutItFirst()
    {
        KongVersion some = KongVersion.Parse("0.0.0");
        KongVersion? none = null;

        (none < some, none <= some, none > some, none >= some, none == some, none != some).Should().Be((true, true, false, false, false, true));
        (none == null, none <= null, some == none, some != none).Should().Be((true, true, false, true));
        some.CompareTo(null).Should().BePositive();
        some.Equals((object)"0.0.0").Should().BeFalse();
    }
}
