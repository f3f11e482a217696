using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes.Pcre;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>A regex as one dialect reads it, compiled by .NET's engine in its stead.</summary>
internal sealed class RegexTrial
{
    // A path is short: what takes longer has begun to try everything.
    private static readonly TimeSpan longest = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex;
    private readonly bool _isBytes;

    private RegexTrial(Regex regex, bool isBytes) => (_regex, _isBytes) = (regex, isBytes);

    /// <summary>Compiles; <see langword="null"/> where that would take too much room.</summary>
    /// <param name="root">The regex.</param>
    /// <param name="isBytes">Whether bytes are matched, as PCRE does, from the start of the path on.</param>
    /// <param name="alphabet">What paths are made of.</param>
    public static RegexTrial? Compile(RegexNode root, bool isBytes, RegexAlphabet alphabet)
    {
        string? pattern = DotNetPattern.Of(root, isBytes ? set => set.Ranges : alphabet.Cut);
        if (pattern is null) return null;
        bool mayLookAround = isBytes || root.All().Any(n => n is RegexNode.WordEdge);
        return new(mayLookAround ? Backtracking(isBytes ? $@"\A(?:{pattern})" : pattern) : Linear(pattern), isBytes);
    }

    /// <summary>Whether a path is matched.</summary>
    /// <exception cref="RegexMatchTimeoutException">Too many ways were tried.</exception>
    public bool Matches(string path) => _regex.IsMatch(_isBytes ? PcreText.Bytes(path) : path);

    private static Regex Linear(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, longest);
        }
        catch (NotSupportedException)
        {
            // Too many states for it; the other engine finds the same.
            return Backtracking(pattern);
        }
    }

    private static Regex Backtracking(string pattern) => new(pattern, RegexOptions.CultureInvariant, longest);
}
