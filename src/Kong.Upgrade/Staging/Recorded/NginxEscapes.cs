using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>
/// Undoes what nginx does to values: <c>\x22</c> by default, JSON's <c>\"</c> and <c>\u0001</c> with <c>escape=json</c>. One reader does for both: by default nothing but <c>x</c> follows a backslash, and JSON knows no <c>\x</c>. For one thread.
/// </summary>
internal sealed class NginxEscapes(bool isEscaped)
{
    private byte[] buffer = new byte[1024];

    /// <returns>The value; good until the next one.</returns>
    public ReadOnlySpan<byte> Undo(ReadOnlySpan<byte> value)
    {
        if (!isEscaped || !value.Contains((byte)'\\')) return value;
        if (buffer.Length < value.Length) buffer = new byte[value.Length];
        int length = 0;
        while (value.Length > 0)
        {
            int taken = One(value, buffer.AsSpan(length), out int written);
            value = value[taken..];
            length += written;
        }
        return buffer.AsSpan(0, length);
    }

    private static int One(ReadOnlySpan<byte> value, Span<byte> to, out int written)
    {
        written = 1;
        to[0] = value[0];
        if (value[0] != '\\' || value.Length == 1) return 1;
        if (value[1] == 'x' && Hex(value[2..], 2) is { } one) return To(to, (byte)one, 4);
        if (value[1] == 'u' && Hex(value[2..], 4) is { } code && Rune.TryCreate(code, out Rune rune))
        {
            written = rune.EncodeToUtf8(to);
            return 6;
        }
        return To(to, value[1] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', (byte)'b' => (byte)'\b', (byte)'f' => (byte)'\f', byte other => other }, 2);
    }

    private static int To(Span<byte> to, byte value, int taken)
    {
        to[0] = value;
        return taken;
    }

    private static int? Hex(ReadOnlySpan<byte> text, int digits) =>
        text.Length >= digits && int.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) ? value : null;
}
