using System.Buffers.Text;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Takes a line apart, field by field. What does not fit makes it broken, and everything after it too.</summary>
internal ref struct LineReader(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> rest = line;

    public bool IsBroken { get; private set; }

    /// <summary>Whether everything was read and fitted.</summary>
    public readonly bool IsAtEnd => !IsBroken && rest.IsEmpty;

    /// <summary>Up to the next space or the end.</summary>
    public ReadOnlySpan<byte> Word()
    {
        int end = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
        IsBroken |= word.IsEmpty || end == rest.Length - 1;
        rest = end < 0 ? [] : rest[(end + 1)..];
        return word;
    }

    /// <summary>Up to the closing quote and the space after it.</summary>
    public ReadOnlySpan<byte> Quoted()
    {
        int end = rest.Length > 0 && rest[0] == '"' ? rest[1..].IndexOf((byte)'"') : -1;
        IsBroken |= end < 0 || (rest.Length > end + 2 && (rest[end + 2] != ' ' || rest.Length == end + 3));
        if (IsBroken) return [];
        ReadOnlySpan<byte> text = rest[1..(end + 1)];
        rest = rest.Length > end + 2 ? rest[(end + 3)..] : [];
        return text;
    }

    /// <summary>A whole number, 0 or more.</summary>
    public long Number() => Number(Word());

    /// <summary>A whole number that may have a sign: HAProxy writes -1 for what never came about, and + before what is not all.</summary>
    public long SignedNumber()
    {
        ReadOnlySpan<byte> word = Word();
        bool isMinus = word.Length > 0 && word[0] == '-';
        long number = Number(isMinus || (word.Length > 0 && word[0] == '+') ? word[1..] : word);
        return isMinus ? -number : number;
    }

    /// <summary>Seconds with three decimals, as milliseconds.</summary>
    public long Milliseconds()
    {
        ReadOnlySpan<byte> word = Word();
        int point = word.Length - 4;
        if (point < 1 || word[point] != '.') IsBroken = true;
        return IsBroken ? 0 : (Number(word[..point]) * 1000) + Number(word[(point + 1)..]);
    }

    public long Number(ReadOnlySpan<byte> digits)
    {
        if (!digits.IsEmpty && char.IsAsciiDigit((char)digits[0]) && Utf8Parser.TryParse(digits, out long number, out int read) && read == digits.Length && number < 1L << 50) return number;
        IsBroken = true;
        return 0;
    }
}
