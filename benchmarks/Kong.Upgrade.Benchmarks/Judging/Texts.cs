using System.Globalization;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Figures in tables.</summary>
internal static class Texts
{
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Percent(double part) => Of($"{100 * part:0.##} %");

    public static string Number(double figure) => double.IsNaN(figure) ? "–" : figure is > -100 and < 100 ? Of($"{figure:0.#}") : Of($"{figure:0}");

    public static string Pair(double one, double other, string unit) => double.IsNaN(one) ? "–" : $"{Number(one)} / {Number(other)} {unit}".TrimEnd();
}
