using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>One sample as it was scraped, on the wire <c>[1700000000.123,"5"]</c>.</summary>
/// <param name="At">When its scrape began by the server's clock, in milliseconds since 1970.</param>
/// <param name="Value">The value; may be no number.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawSample(long At, double Value)
{
    public sealed class Converter : JsonConverter<RawSample>
    {
        public override RawSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray || !reader.Read() || reader.TokenType is not JsonTokenType.Number) throw new JsonException("a sample begins with its time");
            double seconds = reader.GetDouble();
            if (!reader.Read() || reader.TokenType is not JsonTokenType.String || Number(reader.GetString()!) is not { } value) throw new JsonException("a sample's value is a number in quotes");
            return reader.Read() && reader.TokenType is JsonTokenType.EndArray ? new((long)Math.Round(seconds * 1000), value) : throw new JsonException("a sample is a time and a value");
        }

        public override void Write(Utf8JsonWriter writer, RawSample value, JsonSerializerOptions options) => throw new NotSupportedException("samples are only read");

        private static double? Number(string text) => text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null,
        };
    }
}
