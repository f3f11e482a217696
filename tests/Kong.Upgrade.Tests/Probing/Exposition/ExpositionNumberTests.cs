using System.Globalization;
using System.Text;
using CsCheck;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionNumberTests
{
    private static readonly Gen<string> decimals = Gen.Select(
        Gen.OneOf("", "-", "+"), Gen.Char["0123456789"].Array[0, 24], Gen.OneOf("", "."), Gen.Char["0123456789"].Array[0, 24], Gen.OneOf("", "e", "E", "e-", "E+"), Gen.Int[0, 340],
        (sign, whole, point, fraction, e, exponent) => $"{sign}{new string(whole)}{point}{new string(fraction)}{(e.Length == 0 ? "" : $"{e}{exponent}")}");

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("nan", double.NaN)]
    [InlineData("NAN", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("Inf", double.PositiveInfinity)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("+INFINITY", double.PositiveInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("-infinity", double.NegativeInfinity)]
    [InlineData("0", 0)]
    [InlineData("+1", 1)]
    [InlineData("1.", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("-.5e-1", -0.05)]
    [InlineData("1e+14", 1e14)]
    [InlineData("1.5E3", 1500)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("18446744073709551616", 18446744073709551616.0)]
    [InlineData("0.1", 0.1)]
    [InlineData("123456.789", 123456.789)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("1e99999999999", double.PositiveInfinity)]
    [InlineData("0.00000000000000000000000000000000001", 1e-35)]
    [InlineData("00000000000000000000000000000000000001", 1)]
    public void Value_OfALegalSpelling_IsTheNumber(string spelling, double expected) => Bits(Value(spelling)).Should().Be(Bits(expected));

    [Fact]
    public void Value_OfMinusZero_KeepsItsSign() => Bits(Value("-0")).Should().Be(Bits(-0.0));

    [Theory]
    [InlineData("+NaN")]
    [InlineData("-nan")]
    [InlineData("Na")]
    [InlineData("Infinit")]
    [InlineData("Infinityx")]
    [InlineData("++1")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("e5")]
    [InlineData(".e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5.0")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("0x1p4")]
    [InlineData("1p4")]
    [InlineData("1_000")]
    [InlineData("1,5")]
    [InlineData("1d")]
    [InlineData("1\0")]
    [InlineData("(1)")]
    [InlineData("∞")]
    [InlineData("１")]
    public void Value_OfAnythingElse_IsRefused(string spelling) =>
        Assert.Throws<ExpositionException>(() => Value(spelling)).Should().Match<ExpositionException>(e => e.Line == 1 && e.Column == 3 && e.Message.Contains("a number was expected"));

    [Fact]
    public void Value_OfAnyDecimal_IsToTheBitWhatParseMakesOfIt() => decimals.Sample(
        text =>
        {
            bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double expected);
            (ExpositionNumber.Read(Encoding.ASCII.GetBytes(text), 0, out double value) == text.Length).Should().Be(isNumber, text);
            if (isNumber) Bits(value).Should().Be(Bits(expected), text);
        },
        iter: 20_000);

    [Fact]
    public void Value_OfAnyDoubleInAnyFormat_IsToTheBitWhatParseMakesOfIt() => Gen.Select(Gen.Double, Gen.OneOf("R", "G17", "E16", "F3", "F15", "0.###")).Sample(
        (number, format) =>
        {
            string text = number.ToString(format, CultureInfo.InvariantCulture);
            Bits(Value(text)).Should().Be(Bits(double.Parse(text, CultureInfo.InvariantCulture)), text);
        },
        iter: 20_000);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static double Value(string spelling)
    {
        ExpositionReader reader = new(Encoding.UTF8.GetBytes($"x {spelling}"));
        reader.Read().Should().BeTrue();
        return reader.Value;
    }
}
