using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>The request of one entry of a HAR, while it is read. For one thread.</summary>
internal sealed class HarRequest
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly Draft draft = new();
    private readonly List<(string Name, string Value)> form = [];
    private string? method, url, name, value, body, mimeType;
    private bool hasBody, isBase64;

    public void Clear()
    {
        draft.Clear();
        form.Clear();
        method = url = name = value = body = mimeType = null;
        hasBody = isBase64 = false;
    }

    public void TakeText(HarPlace place, HarName member, string? text)
    {
        if (place is HarPlace.PostData) hasBody = true;
        if (text is null && member is not HarName.Text) draft.Trouble ??= $"its {Said(place, member)} is too long or no Unicode";
        switch (place, member)
        {
            case (HarPlace.Request, HarName.Method): method = text; break;
            case (HarPlace.Request, HarName.Url): url = text; break;
            case (HarPlace.Header or HarPlace.Param, HarName.Name): name = text; break;
            case (HarPlace.Header or HarPlace.Param, HarName.Value): value = text; break;
            case (HarPlace.PostData, HarName.Text): body = text; break;
            case (HarPlace.PostData, HarName.MimeType): mimeType = text; break;
            case (HarPlace.PostData, HarName.Encoding): isBase64 = text is "base64"; break;
        }
    }

    /// <summary>A member that is needed and of another kind than it should be.</summary>
    public void TakeWrong(HarPlace place, HarName member)
    {
        if (member is not HarName.Other && place is HarPlace.Entry or HarPlace.Request or HarPlace.Header or HarPlace.PostData or HarPlace.Param) draft.Trouble ??= $"its {Said(place, member)} is of the wrong kind";
    }

    public void TakeStatus(int status) => draft.IsWebSocket |= status == 101;

    public void EndHeader()
    {
        if (name is not null) draft.AddHeader(name, value ?? "");
        name = value = null;
    }

    public void EndParam()
    {
        if (name is not null && form.Count < 10_000) form.Add((name, value ?? ""));
        name = value = null;
    }

    public Draft Finish()
    {
        if (method is null || url is null) draft.Trouble ??= "an entry whose request has no method or no url";
        if (draft.Trouble is not null) return draft;
        draft.Method = method!;
        // The header is what was sent; the URL says it with the port or without.
        string? sent = draft.Host;
        RequestTarget.Read(draft, url!);
        draft.Host = sent ?? draft.Host;
        if (hasBody) AddBody();
        // Browsers leave out what was uploaded.
        else draft.HasLostBody = draft.Headers.Any(h => h.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && h.Value != "0");
        return draft;
    }

    private void AddBody()
    {
        bool isForm = body is null && form.Count > 0 && mimeType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) is true;
        byte[]? bytes = isForm ? Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{f.Name}={f.Value}"))) : Bytes();
        draft.HasLostBody = bytes is null;
        draft.Body = bytes;
    }

    private byte[]? Bytes()
    {
        if (body is null || !isBase64) return body is null ? null : Encoding.UTF8.GetBytes(body);
        byte[] bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out int length) ? bytes[..length] : null;
    }

    private static string Said(HarPlace place, HarName member) => $"{place} {member}".ToLowerInvariant();
}
