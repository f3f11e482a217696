using System.Globalization;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>How often something repeats; a brace that is no quantifier is text.</summary>
internal sealed class PcreQuantifier(PatternReader reader, PcreRelease release)
{
    private const int Largest = 65535;

    public (int Least, int? Most, Greed Greed)? Read(RegexModes modes)
    {
        if (Times() is not var (least, most)) return null;
        Greed greed = reader.TryTake('+') ? Greed.Possessive : reader.TryTake('?') != modes.HasFlag(RegexModes.LazyFirst) ? Greed.Lazy : Greed.Greedy;
        return (least, most, greed);
    }

    private (int Least, int? Most)? Times()
    {
        if (reader.TryTake('*')) return (0, null);
        if (reader.TryTake('+')) return (1, null);
        if (reader.TryTake('?')) return (0, 1);
        int at = reader.At;
        if (!reader.TryTake('{')) return null;
        if (Counted(at) is { } counted) return counted;
        reader.At = at;
        return null;
    }

    private (int Least, int? Most)? Counted(int at)
    {
        (string least, bool isRange) = (Digits(), reader.TryTake(','));
        string most = isRange ? Digits() : least;
        if (!reader.TryTake('}')) return null;
        if (least.Length == 0 && !(isRange && most.Length > 0 && release is PcreRelease.Ten43))
        {
            if (isRange && most.Length > 0) reader.Remark("'{,n}' is text for PCRE before 10.43", at);
            return null;
        }
        if (least.Length == 0) reader.Remark("'{,n}' counts from 0 since PCRE2 10.43, and is text before", at);
        int from = Number(least, at);
        int? to = most.Length == 0 ? null : Number(most, at);
        if (to < from) reader.Refuse("A count from more to less", at);
        return (from, to);
    }

    private string Digits()
    {
        Blanks();
        string digits = reader.TakeWhile(char.IsAsciiDigit);
        Blanks();
        return digits;
    }

    private void Blanks()
    {
        if (release is PcreRelease.Ten43) reader.TakeWhile(c => c is ' ' or '\t');
    }

    private int Number(string digits, int at)
    {
        if (digits.Length == 0) return 0;
        return int.TryParse(digits, CultureInfo.InvariantCulture, out int number) && number <= Largest ? number : throw reader.Refused("A count above 65535", at);
    }
}
