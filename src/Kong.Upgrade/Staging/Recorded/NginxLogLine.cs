using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Reads lines of one format into drafts. For one thread.</summary>
internal sealed class NginxLogLine(NginxLogFormat format)
{
    private readonly NginxEscapes escapes = new(format.IsEscaped);
    private readonly Range?[] places = new Range?[(int)NginxField.List + 1];

    public void Read(ReadOnlySpan<byte> line, Draft draft)
    {
        Array.Clear(places);
        if (TakeApart(line, draft)) Fill(line, draft);
        else draft.Trouble ??= "it is not of this format";
    }

    private bool TakeApart(ReadOnlySpan<byte> line, Draft draft)
    {
        if (!line.StartsWith(format.Before)) return false;
        int at = format.Before.Length;
        for (int i = 0; i < format.Parts.Count; i++)
        {
            NginxPart part = format.Parts[i];
            int length = Length(line[at..], i);
            if (length < 0) return false;
            ReadOnlySpan<byte> value = line.Slice(at, length);
            if (part.Field is NginxField.Header) AddHeader(part.Header, value, draft);
            else if (part.Field is not (NginxField.Other or NginxField.List)) places[(int)part.Field] = at..(at + length);
            at += length + part.After.Length;
        }
        return format.MayGoOn || at == line.Length;
    }

    /// <summary>How long a value is: up to the text behind it.</summary>
    private int Length(ReadOnlySpan<byte> rest, int index)
    {
        byte[] after = format.Parts[index].After;
        bool isLast = index == format.Parts.Count - 1;
        if (isLast && !format.MayGoOn) return rest.EndsWith(after) ? rest.Length - after.Length : -1;
        if (after.Length == 0) return isLast ? rest.Length : rest.IndexOf((byte)'/');
        for (int length = 0; ; length++)
        {
            int next = rest[length..].IndexOf(after);
            if (next < 0) return -1;
            length += next;
            if (IsEnd(rest[..length], after[0], format.Parts[index].Field)) return length;
        }
    }

    private bool IsEnd(ReadOnlySpan<byte> value, byte after, NginxField field)
    {
        if (field is NginxField.List && (value.EndsWith(","u8) || value.EndsWith(":"u8) || (after == ' ' && value.EndsWith(" :"u8)))) return false;
        // A quote that belongs to the value has a backslash before it, where escape=json was asked for.
        return after != '"' || !format.IsEscaped || (value.Length - 1 - value.LastIndexOfAnyExcept((byte)'\\')) % 2 == 0;
    }

    private void AddHeader(string name, ReadOnlySpan<byte> value, Draft draft)
    {
        if (!IsNone(value)) draft.AddHeader(name, Text(value));
    }

    private void Fill(ReadOnlySpan<byte> line, Draft draft)
    {
        if (Value(line, NginxField.HttpHost) is { IsEmpty: false } sent) draft.Host = Text(sent);
        else if (Value(line, NginxField.Host) is { IsEmpty: false } host) draft.Host = Text(host);
        draft.Tls = Value(line, NginxField.Scheme).SequenceEqual("https"u8) || Value(line, NginxField.Https).SequenceEqual("on"u8);
        draft.IsWebSocket = Value(line, NginxField.Status).SequenceEqual("101"u8);
        // A body is in no access log.
        if (places[(int)NginxField.Request] is not null) FillRequest(escapes.Undo(Value(line, NginxField.Request)), draft);
        else FillParts(Value(line, NginxField.Method), Value(line, NginxField.Uri), draft);
        draft.HasLostBody = draft.Method is "POST" or "PUT" or "PATCH";
    }

    private void FillParts(ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri, Draft draft)
    {
        if (method.IsEmpty || uri.IsEmpty) draft.Trouble ??= "nginx read no request";
        else
        {
            draft.Method = Method(method);
            RequestTarget.Read(draft, escapes.Undo(uri));
        }
    }

    /// <summary>Method, target and version; of HTTP/0.9 no version.</summary>
    private static void FillRequest(ReadOnlySpan<byte> request, Draft draft)
    {
        int begin = request.IndexOf((byte)' '), end = request.LastIndexOf((byte)' ');
        bool hasVersion = end > begin && request[(end + 1)..].StartsWith("HTTP/"u8);
        if (request.IsEmpty) draft.Trouble ??= "nginx read no request";
        else if (begin <= 0) draft.Trouble ??= "what was sent is no HTTP";
        else
        {
            draft.Method = Method(request[..begin]);
            if (WireText.IsMethod(draft.Method) && draft.Method is not "CONNECT") RequestTarget.Read(draft, hasVersion ? request[(begin + 1)..end] : request[(begin + 1)..]);
        }
    }

    private static string Method(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("GET"u8) ? "GET" : text.SequenceEqual("HEAD"u8) ? "HEAD" : text.SequenceEqual("POST"u8) ? "POST" : text.SequenceEqual("OPTIONS"u8) ? "OPTIONS" : Encoding.UTF8.GetString(text);

    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, NginxField field)
    {
        ReadOnlySpan<byte> value = places[(int)field] is { } place ? line[place] : [];
        return IsNone(value) ? [] : value;
    }

    private string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(escapes.Undo(value));

    private static bool IsNone(ReadOnlySpan<byte> value) => value.IsEmpty || value.SequenceEqual("-"u8);
}
