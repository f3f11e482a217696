using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Where in a file of requests its reader is: a request is whole when the next begins. For one thread.</summary>
internal sealed class RequestLinesState(RecordedSink sink)
{
    private readonly Draft draft = new();
    private long begun;

    public void Read(ReadOnlySpan<byte> line, long number, bool isTooLong)
    {
        ReadOnlySpan<byte> text = line.Trim(" \t"u8);
        if (text.IsEmpty || text[0] == '#' || text.StartsWith("//"u8)) return;
        if (isTooLong)
        {
            Begin(number);
            draft.Trouble = $"it is longer than {LineStream.LongestLine / 1024} KiB";
        }
        else if (text[0] == '{')
        {
            Begin(number);
            RequestJson.Read(text, draft);
        }
        else if (IsHeader(text, out int colon)) AddHeader(text, colon, number);
        else
        {
            Begin(number);
            ReadRequest(Encoding.UTF8.GetString(text));
        }
    }

    public void Close()
    {
        if (begun > 0) sink.Add(draft, begun);
        begun = 0;
    }

    private void Begin(long number)
    {
        Close();
        draft.Clear();
        begun = number;
    }

    /// <summary>A name with a colon at once behind it: a request's first word is a method and has none.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> text, out int colon)
    {
        colon = text.IndexOf((byte)':');
        return colon > 0 && text[..colon].IndexOfAny((byte)' ', (byte)'\t', (byte)'/') < 0;
    }

    private void AddHeader(ReadOnlySpan<byte> text, int colon, long number)
    {
        if (begun == 0) sink.AddUnreadable(number, "a header that belongs to no request");
        else draft.AddHeader(Encoding.UTF8.GetString(text[..colon]), Encoding.UTF8.GetString(text[(colon + 1)..].Trim(" \t"u8)));
    }

    private void ReadRequest(string text)
    {
        string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && words[^1].StartsWith("HTTP/", StringComparison.Ordinal)) words = words[..^1];
        draft.Method = words[0];
        if (words.Length < 2) draft.Trouble = "neither a method with a path, nor a header, nor JSON";
        else if (words.Length > 3) draft.Trouble = "more behind the host; headers go on lines of their own";
        else
        {
            RequestTarget.Read(draft, words[1]);
            if (words.Length == 3) draft.Host = words[2];
        }
    }
}
