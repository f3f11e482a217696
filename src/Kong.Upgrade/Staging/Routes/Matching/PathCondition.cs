using System.Text;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>One path of a route as one side reads it: a prefix, a regex, or with expressions the whole path. Immutable.</summary>
internal sealed class PathCondition
{
    private readonly bool isWhole;

    private PathCondition(string literal, int length, PathRegex? regex, bool isWhole) => (Literal, Length, Regex, this.isWhole) = (literal, length, regex, isWhole);

    /// <summary>What every path that suits begins with.</summary>
    public string Literal { get; }

    /// <summary>In bytes, as it is stored: what a longer path is by Kong's count. 0 for a regex.</summary>
    public int Length { get; }

    public PathRegex? Regex { get; }

    public static PathCondition Prefix(string text, int length) => new(text, length, null, isWhole: false);

    public static PathCondition Whole(string text) => new(text, 0, null, isWhole: true);

    public static PathCondition Of(PathRegex regex) => new(regex.Literal, 0, regex, isWhole: false);

    public static int Bytes(string path) => Encoding.UTF8.GetByteCount(path);

    public Fit Fits(string path) =>
        Regex is not null ? Regex.Fits(path) : (isWhole ? path == Literal : path.StartsWith(Literal, StringComparison.Ordinal)) ? Fit.Yes : Fit.No;

    /// <summary>Paths that suit, as the router sees them, the plainest first.</summary>
    public IEnumerable<string> Samples()
    {
        if (isWhole) return [Literal];
        if (Regex is null) return [Literal, .. Longer(Literal), Literal + "-staging-test"];
        return [.. Regex.Samples, .. Regex.Samples.Take(2).SelectMany(Longer).Where(p => Regex.Fits(p) is Fit.Yes)];
    }

    private static IEnumerable<string> Longer(string path) => [path.TrimEnd('/') + "/staging-test", path.TrimEnd('/') + "/staging-test/1"];
}
