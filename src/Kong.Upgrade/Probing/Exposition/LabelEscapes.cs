namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Backslashes in the values of labels.</summary>
internal static class LabelEscapes
{
    public static bool TryCopy(ReadOnlySpan<byte> raw, Span<byte> destination, out int written)
    {
        written = 0;
        int length = 0;
        while (raw.IndexOf((byte)'\\') is >= 0 and int plain)
        {
            if (destination.Length - length < plain + 1) return false;
            raw[..plain].CopyTo(destination[length..]);
            length += plain;
            int taken = One(raw[plain..], out destination[length++]);
            raw = raw[(plain + taken)..];
        }
        if (!raw.TryCopyTo(destination[length..])) return false;
        written = length + raw.Length;
        return true;
    }

    /// <summary>What is no escape stays as it is: OpenMetrics lets a backslash stand before any character, and the text format's reader has refused it already.</summary>
    private static int One(ReadOnlySpan<byte> raw, out byte value)
    {
        value = raw.Length < 2 ? (byte)'\\' : raw[1] switch { (byte)'n' => (byte)'\n', (byte)'"' => (byte)'"', _ => (byte)'\\' };
        return raw.Length > 1 && raw[1] is (byte)'n' or (byte)'"' or (byte)'\\' ? 2 : 1;
    }
}
