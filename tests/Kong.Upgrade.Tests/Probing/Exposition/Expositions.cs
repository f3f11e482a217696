using System.Globalization;
using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

/// <summary>Expositions as tests write and read them.</summary>
internal static class Expositions
{
    /// <summary>One line of text for each token.</summary>
    public static List<string> Read(string text, bool isOpenMetrics = false) => Read(Encoding.UTF8.GetBytes(text), isOpenMetrics);

    public static List<string> Read(ReadOnlySpan<byte> text, bool isOpenMetrics = false)
    {
        List<string> seen = [];
        ExpositionReader reader = new(text, true, new(isOpenMetrics));
        while (reader.Read()) seen.Add(Describe(in reader));
        return seen;
    }

    /// <summary>As <see cref="Read(ReadOnlySpan{byte}, bool)"/>, and what is wrong as the last line.</summary>
    public static List<string> Try(ReadOnlySpan<byte> text, bool isOpenMetrics = false, ExpositionReaderState? state = null)
    {
        List<string> seen = [];
        ExpositionReader reader = new(text, true, state ?? new(isOpenMetrics));
        try
        {
            while (reader.Read()) seen.Add(Describe(in reader));
        }
        catch (ExpositionException e)
        {
            seen.Add(e.Message);
        }
        return seen;
    }

    public static string Describe(in ExpositionReader reader) => reader.Token != ExpositionToken.Sample
        ? $"{reader.Token}({Text(reader.Name)}|{Text(reader.RawText)})"
        : $"{Text(reader.Name)}{Describe(reader.Labels)}{Number(reader.Value)}{Time(reader.TimestampMilliseconds)}"
            + (reader.HasExemplar ? $" #{Describe(reader.ExemplarLabels)}{Number(reader.ExemplarValue)}{Time(reader.ExemplarTimestampMilliseconds)}" : "");

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static string Number(double value) => double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Time(long? milliseconds) => milliseconds is { } known ? $" @{known}" : "";

    private static string Describe(ExpositionLabels labels)
    {
        StringBuilder text = new("{");
        int count = 0;
        foreach (ExpositionLabel label in labels)
        {
            text.Append(count++ > 0 ? "," : "").Append(Text(label.Name)).Append('=').Append(Text(label.RawValue));
            labels.TryGetValue(label.Name, out _).Should().BeTrue();
        }
        count.Should().Be(labels.Count);
        return text.Append("} ").ToString();
    }
}
