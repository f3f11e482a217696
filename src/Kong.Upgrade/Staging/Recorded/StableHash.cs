using System.Runtime.InteropServices;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A number made of texts, the same in every process: it chooses a sample at random, and the same one every time.</summary>
internal struct StableHash
{
    // Odd, with bits here and there: multiplying by it spreads each bit over those above.
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    private ulong state;

    public readonly ulong Value
    {
        get
        {
            ulong value = (state ^ (state >> 32)) * Spread;
            value = (value ^ (value >> 29)) * Spread;
            return value ^ (value >> 32);
        }
    }

    public static ulong Of(string text)
    {
        StableHash hash = default;
        hash.Add(text);
        return hash.Value;
    }

    public void Add(ulong number)
    {
        state = (state ^ number) * Spread;
        state ^= state >> 31;
    }

    public void Add(ReadOnlySpan<char> text) => Add(MemoryMarshal.AsBytes(text));

    public void Add(ReadOnlySpan<byte> bytes)
    {
        // The length first: "ab" and "c" are not "a" and "bc".
        Add((ulong)bytes.Length + 1);
        ReadOnlySpan<ulong> whole = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong eight in whole) Add(eight);
        ulong rest = 0;
        foreach (byte one in bytes[(whole.Length * 8)..]) rest = (rest << 8) | one;
        Add(rest);
    }
}
