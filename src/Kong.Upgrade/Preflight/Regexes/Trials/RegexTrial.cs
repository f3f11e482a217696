using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes.Pcre;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>A regex as one dialect reads it, compiled by .NET's engine in its stead. For one thread.</summary>
internal sealed class RegexTrial
{
    // A path is short: what takes longer has begun to try everything.
    private static readonly TimeSpan longest = TimeSpan.FromMilliseconds(250);

    private readonly bool _isBytes;
    private readonly string _pattern;
    private Regex _regex;
    private bool _isFinal;

    private RegexTrial(string pattern, bool isBytes, bool mayLookAround) =>
        (_pattern, _isBytes, _isFinal, _regex) = (pattern, isBytes, mayLookAround, new(pattern, RegexOptions.CultureInvariant, longest));

    /// <summary>Compiles; <see langword="null"/> where that would take too much room.</summary>
    /// <param name="root">The regex.</param>
    /// <param name="isBytes">Whether bytes are matched, as PCRE does, from the start of the path on.</param>
    /// <param name="alphabet">What paths are made of.</param>
    public static RegexTrial? Compile(RegexNode root, bool isBytes, RegexAlphabet alphabet)
    {
        string? pattern = DotNetPattern.Of(root, isBytes ? set => set.Ranges : alphabet.Cut);
        return pattern is null ? null : new(isBytes ? $@"\A(?:{pattern})" : pattern, isBytes, mayLookAround: isBytes || root.All().Any(n => n is RegexNode.WordEdge));
    }

    /// <summary>Whether a path is matched.</summary>
    /// <exception cref="RegexMatchTimeoutException">Too many ways were tried, twice.</exception>
    public bool Matches(string path)
    {
        string text = _isBytes ? PcreText.Bytes(path) : path;
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Rust's engine never backtracks, so where it matters ours must not; it costs more to compile. And a busy machine may have been all that it was: once more.
            if (!_isFinal) _regex = Linear(_pattern);
            _isFinal = true;
            return _regex.IsMatch(text);
        }
    }

    private static Regex Linear(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, longest);
        }
        catch (NotSupportedException)
        {
            // Too many states for it.
            return new(pattern, RegexOptions.CultureInvariant, longest);
        }
    }
}
