using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>Walks over a pattern, and remembers what cannot be tried and what others read otherwise.</summary>
internal sealed class PatternReader(string text, params IReadOnlyList<int> added)
{
    private readonly List<string> _remarks = [];

    public string Text { get; } = text;

    public int At { get; set; }

    public string? Beyond { get; private set; }

    public IReadOnlyList<string> Remarks => _remarks;

    public bool IsAtEnd => At >= Text.Length;

    /// <summary>The character here; NUL at the end, which <see cref="IsAtEnd"/> tells apart.</summary>
    public char Here => IsAtEnd ? '\0' : Text[At];

    public char Take() => IsAtEnd ? throw Refused("ends too early", At) : Text[At++];

    public bool Sees(string word) => string.CompareOrdinal(Text, At, word, 0, word.Length) == 0;

    public bool TryTake(char character)
    {
        if (IsAtEnd || Text[At] != character) return false;
        At++;
        return true;
    }

    public bool TryTake(string word)
    {
        if (!Sees(word)) return false;
        At += word.Length;
        return true;
    }

    /// <summary>What follows as long as it is of a kind.</summary>
    public string TakeWhile(Func<char, bool> isWanted, int most = int.MaxValue)
    {
        int start = At;
        while (!IsAtEnd && At - start < most && isWanted(Text[At])) At++;
        return Text[start..At];
    }

    /// <summary>What stands before a closing character, which is taken too; <see langword="null"/>, with nothing taken, where it does not come.</summary>
    public string? TakeUntil(char close)
    {
        int end = Text.IndexOf(close, Math.Min(At, Text.Length));
        if (end < 0) return null;
        string taken = Text[At..end];
        At = end + 1;
        return taken;
    }

    /// <summary>Remembers that this pattern cannot be tried.</summary>
    public void GoBeyond(string what, int at) => Beyond ??= $"{what} at character {Number(at)}";

    public void Remark(string what, int at)
    {
        string remark = $"{what} at character {Number(at)}";
        if (!_remarks.Contains(remark)) _remarks.Add(remark);
    }

    public RegexRefusedException Refused(string what, int at) => new($"{what} at character {Number(at)}");

    [DoesNotReturn]
    public void Refuse(string what, int at) => throw Refused(what, at);

    private string Number(int at) => (at + 1 - added.Count(a => a < at)).ToString(CultureInfo.InvariantCulture);
}
