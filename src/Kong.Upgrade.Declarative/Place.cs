using System.Globalization;

namespace Kong.Upgrade.Declarative;

/// <summary>Where something stands in a file, counted from 1.</summary>
internal readonly record struct Place(long Line, long Column)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}
